import ArgumentParser

@main
struct Souk: ParsableCommand {
}
