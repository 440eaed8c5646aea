import ArgumentParser
import Catalog
import Models
import Tensors

extension Architecture: ExpressibleByArgument {}
extension Device: ExpressibleByArgument {}
extension SplitKind: ExpressibleByArgument {}
extension SplitPart: ExpressibleByArgument {}
