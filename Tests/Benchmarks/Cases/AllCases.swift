/// Every case, in the order of the table.
var allCases: [Case] {
  ManualPort.cases + Frames.cases + ProducersAndConsumers.cases + ThreadPools.cases + [
    ImmediatePort.submitting
  ]
    + [Wake.ofAJobThread] + Delays.cases + Creation.cases + Termination.cases
    + AsyncCalls.cases + AwaitRun.cases + ParallelFor.cases + FromC.cases
}
