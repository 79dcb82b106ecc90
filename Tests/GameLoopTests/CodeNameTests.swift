import Testing

@testable import GameLoop

@Suite("The name of code")
struct CodeNameTests {
  private static let thunk =
    "$sxIeAgHr_xs5Error_pIegHrzo_s8SendableRzs5NeverORs_r0_lTRyt_Tg5"

  @Test(arguments: ["", "TA", "TA.12", "TA.12TQ0_", "TATQ0_"])
  func `is not that of a thunk, into whatever the optimiser makes it`(suffix: String) {
    #expect(CodeName.isOfFramework(Self.thunk + suffix))
  }

  @Test func `is that of the game's function where the optimiser made one of its own`() {
    let slow = "$s7HitcherAAC4slowyyYaFTf4d_n"
    #expect(!CodeName.isOfFramework(slow))
    #expect(CodeName.readable(slow) == "Hitcher.slow()")
    #expect(CodeName.readable(slow + "TQ0_") == "Hitcher.slow()")
  }

  @Test func `is no function of a module of the framework`() {
    #expect(CodeName.isOfFramework("$s10TaskQueues0A5QueueC8dispatchyyF"))
    #expect(!CodeName.isOfFramework("$s5Caves4slowyyF"))
    #expect(!CodeName.isOfFramework("level_load"))
  }
}
