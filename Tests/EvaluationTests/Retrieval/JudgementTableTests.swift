import Foundation
import SoukCatalog
import Testing

import SoukEvaluation

@Suite struct JudgementTableTests {
    private func table(_ text: String, name: String = "judgements.csv") throws -> JudgementTable {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent(name)
        try Data(text.utf8).write(to: file)
        return try JudgementTable(url: file)
    }

    @Test(arguments: [
        "query,product_id,product_title,relevance\nblue kettle,7,Enamel kettle blue,2.5\n",
        "relevance;Product Title;PRODUCT_UID;Search_Term\n2,5;Enamel kettle blue;7;blue kettle\n",
        "id\tquery\tproduct_id\ttitle\trating\textra\n1\tblue kettle\t7\tEnamel kettle blue\t2.5\tx\n",
        "{\"query\":\"blue kettle\",\"product_id\":7,\"product_title\":\"Enamel kettle blue\",\"relevance\":2.5}\n",
    ])
    func formsOfTheSame(_ text: String) throws {
        let queries = try table(text, name: text.hasPrefix("{") ? "a.jsonl" : "a.csv").queries
        #expect(
            queries == [
                JudgedQuery(
                    text: "blue kettle",
                    judgements: [Judgement(listing: "7", title: "Enamel kettle blue", relevance: 2.5)])
            ])
    }

    @Test func descriptionsAreKept() throws {
        let found = try table(
            "query,product_id,product_title,product_description,relevance\nkettle,7,Kettle,\"Boils, whistles\",3\n"
        )
        #expect(found.queries[0].judgements[0].description == "Boils, whistles")
    }

    @Test func badRowsBecomeVerdictsWithTheirLines() throws {
        let found = try table(
            """
            query,product_id,product_title,relevance
            kettle,1,Kettle,3
            ,2,Kettle,3
            kettle,3,,3
            kettle,4,Pan,good
            kettle,5,Pan,
            kettle,6,Pan,nan
            kettle,7,Pan,1e99
            kettle,8,Pan
            kettle,9,Lid,1

            """)
        #expect(found.rowCount == 2)
        #expect(found.queries.map { $0.judgements.map(\.listing) } == [["1", "9"]])
        #expect(found.rejections.map(\.line) == Array(3...9))
        #expect(found.rejections[2].reason == "the relevance is no number: good")
    }

    @Test func theSameListingTwiceIsAveraged() throws {
        let found = try table(
            "query,product_id,product_title,relevance\na,1,A,1\na,1,A,2\nb,1,A,3\na,1,A,3\na,2,B,1\n")
        #expect(found.queries.map(\.text) == ["a", "b"])
        #expect(found.queries[0].judgements.map(\.relevance) == [2, 1])
        #expect(found.rowCount == 5)
    }

    @Test func withoutIdsTitlesServe() throws {
        let found = try table("query,title,relevance\na,Blue kettle,1\n")
        #expect(found.queries[0].judgements[0].listing == "Blue kettle")
    }

    @Test(arguments: [
        "query,product_id,relevance\na,1,3\n", "product_title,relevance\na,3\n", "query,title,relevance\n",
        "query,title,relevance\na,b,c\n",
    ])
    func tablesThatCannotServeAreErrors(_ text: String) {
        #expect(throws: CatalogError.self) { try table(text) }
    }
}

@Suite struct QuerySplitTests {
    @Test func theShareIsKeptAndTheDrawIsStable() {
        let split = QuerySplit(trainFraction: 0.8, seed: 3)
        let queries = (0..<5_000).map { "query \($0)" }
        let share = Double(queries.count(where: split.isTraining)) / 5_000
        #expect(abs(share - 0.8) < 0.02)
        let other = QuerySplit(trainFraction: 0.8, seed: 4)
        #expect(queries.contains { split.isTraining($0) != other.isTraining($0) })
        #expect(queries.allSatisfy { split.isTraining(" \($0.uppercased()) ") == split.isTraining($0) })
    }

    @Test func allOrNothing() {
        #expect(!QuerySplit(trainFraction: 0).isTraining("sofa"))
        #expect(QuerySplit(trainFraction: 1).isTraining("sofa"))
    }
}
