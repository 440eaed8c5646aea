import Foundation
import SoukCatalog

/// The smallest box of degrees that surely holds a circle on the Earth.
package struct BoundingBox: Equatable {
    package var latitudes: ClosedRange<Double>
    /// One range, or two where the box crosses the 180th meridian.
    package var longitudes: [ClosedRange<Double>]

    package init(_ circle: SearchFilter.Circle) {
        let angle = circle.kilometres / GreatCircle.earthRadius * (1 + 1e-9) + 1e-9
        let degrees = angle * 180 / .pi
        let low = circle.latitude - degrees
        let high = circle.latitude + degrees
        latitudes = max(low, -90)...min(high, 90)
        // Near a pole, or halfway around, every meridian comes near.
        guard low > -90, high < 90, angle < .pi / 2 else {
            longitudes = [-180...180]
            return
        }
        let spread = asin(min(1, sin(angle) / cos(circle.latitude * .pi / 180))) * 180 / .pi + 1e-7
        let west = circle.longitude - spread
        let east = circle.longitude + spread
        if west < -180 {
            longitudes = [-180...min(east, 180), min(west + 360, 180)...180]
        } else if east > 180 {
            longitudes = [west...180, -180...max(east - 360, -180)]
        } else {
            longitudes = [west...east]
        }
    }
}
