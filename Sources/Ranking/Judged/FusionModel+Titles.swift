extension FusionModel { public static let titles = plainHybrid }
