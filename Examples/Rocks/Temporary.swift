extension Rocks { static func main() {} }
