import SoukCatalog

/// Makes the listing of a number; every number gives the same listing wherever and whenever it is asked for.
struct OfferWriter: Sendable {
    let seed: UInt64
    let count: Int

    /// Every one of these places has a broken photo, of one kind after the other.
    var defectPeriod: Int { max(6, min(100, count / 12)) }

    func offer(_ number: Int) -> Offer {
        var dice = SplitMix64(seed: seed, .twin, number)
        guard number >= Category.all.count, dice.chance(0.045) else { return original(number) }
        let source = dice.below(number)
        return twin(number, of: source, &dice)
    }

    private func original(_ number: Int) -> Offer {
        var dice = SplitMix64(seed: seed, .listing, number)
        let first = number < Category.all.count
        let kind = dice.pick(Category.kinds[first ? number : Category.draw(&dice)])
        let look = Look(seed: SplitMix64(seed: seed, .object, number).peek, paints: kind.paints)
        let noun = dice.pick(kind.nouns), maker = dice.pick(kind.makers), town = dice.pick(Town.all)
        let misfiled = !first && dice.chance(0.03)
        let path = misfiled ? dice.pick(dice.pick(ItemKind.all).paths) : usualPath(kind, first: first, &dice)
        let title = TitleWriter.write(kind, look.paint, noun: noun, maker: maker, &dice)
        let words = DescriptionWriter.write(kind, look.paint, noun: noun, maker: maker, &dice)
        let damages = Damage.allCases.filter { dice.chance($0.percent / 100) }
        let description = damages.reduce(words) { $1.apply(to: $0, path: path, town: town, &dice) }
        return Offer(
            id: identifier(number), kind: kind, look: look, path: path, isMisfiled: misfiled, repeats: nil,
            title: title, maker: number % 4 == 1 ? "" : maker, description: description,
            price: PriceWriter.write(kind, &dice), town: town,
            date: date(&dice), damages: damages, shots: shots(number))
    }

    /// The same thing put up once more: elsewhere, or with a changed word; the photos saved again, or the same.
    private func twin(_ number: Int, of source: Int, _ dice: inout SplitMix64) -> Offer {
        let earlier = original(source)
        let changed = dice.chance(0.5), resaved = dice.chance(0.5)
        var names = SplitMix64(seed: seed, .identifier, number)
        _ = Identifier.uuid(&names)
        let shots = earlier.shots.filter { !$0.isLost }.map { shot in
            Shot(
                id: Identifier.uuid(&names), reference: Identifier.reference(&names),
                sceneSeed: shot.sceneSeed,
                isResaved: resaved)
        }
        return Offer(
            id: identifier(number), kind: earlier.kind, look: earlier.look, path: earlier.path,
            isMisfiled: earlier.isMisfiled, repeats: source,
            title: changed ? earlier.title + " (relisted)" : earlier.title,
            maker: earlier.maker,
            description: changed ? earlier.description + " Still available" : earlier.description,
            price: earlier.price, town: dice.chance(0.4) ? dice.pick(Town.all) : earlier.town,
            date: date(&dice),
            damages: earlier.damages, shots: shots)
    }

    private func usualPath(_ kind: ItemKind, first: Bool, _ dice: inout SplitMix64) -> [String] {
        !first && kind.paths.count > 1 && dice.chance(0.14)
            ? dice.pick(Array(kind.paths.dropFirst())) : kind.paths[0]
    }

    private func shots(_ number: Int) -> [Shot] {
        var dice = SplitMix64(seed: seed, .scene, number)
        var names = SplitMix64(seed: seed, .identifier, number)
        _ = Identifier.uuid(&names)
        let share = dice.unit(), isDefective = number % defectPeriod == 3
        let wanted = share < 0.05 ? 0 : share < 0.4 ? 1 : 2
        var shots = (0..<(isDefective ? 2 : wanted)).map { _ in
            Shot(id: Identifier.uuid(&names), reference: Identifier.reference(&names), sceneSeed: dice.next())
        }
        if isDefective {
            shots[1].defect = BrokenPhoto.allCases[number / defectPeriod % BrokenPhoto.allCases.count]
        } else if !shots.isEmpty && (dice.chance(0.004) || number == 1) {
            shots[shots.count - 1].isLost = true
        }
        return shots
    }

    private func identifier(_ number: Int) -> String {
        var names = SplitMix64(seed: seed, .identifier, number)
        return Identifier.uuid(&names)
    }

    private func date(_ dice: inout SplitMix64) -> String {
        let day = 1 + dice.below(28)
        return "2025-03-\(day < 10 ? "0" : "")\(day)"
    }
}

extension SplitMix64 {
    /// The next number, without moving on.
    var peek: UInt64 {
        var copy = self
        return copy.next()
    }
}
