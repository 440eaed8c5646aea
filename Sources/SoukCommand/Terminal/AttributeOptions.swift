import ArgumentParser
import SoukCatalog

/// An option for each attribute of listings.
struct AttributeOptions: ParsableArguments {
    @Option(help: "A condition, such as used; may be repeated.")
    var condition: [String] = []

    @Option(help: "A seller's id; may be repeated.")
    var seller: [String] = []

    @Option(help: "Who made it; may be repeated.")
    var brand: [String] = []

    /// What results must have; attributes that nobody named demand nothing.
    var chosen: [ListingAttribute: [String]] {
        var chosen: [ListingAttribute: [String]] = [:]
        for attribute in ListingAttribute.allCases { chosen[attribute] = values(attribute) }
        return chosen.filter { !$0.value.isEmpty }
    }

    private func values(_ attribute: ListingAttribute) -> [String] {
        switch attribute {
        case .condition: condition
        case .seller: seller
        case .brand: brand
        }
    }
}
