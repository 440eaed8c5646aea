public import ArgumentParser
import SoukCatalog
import SoukModels
import SoukTensors

extension Architecture: ExpressibleByArgument {}
extension Device: ExpressibleByArgument {}
extension SplitKind: ExpressibleByArgument {}
extension SplitPart: ExpressibleByArgument {}
extension TextEncoder.Pretrained: ExpressibleByArgument {}
