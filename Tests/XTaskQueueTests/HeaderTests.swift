import Foundation
import TestSupport
import Testing

@Suite("The headers of C")
struct HeaderTests {
  private static let headers = Program.root.appending(path: "Sources/CXTaskQueue/include")

  enum Language: String, CaseIterable, Sendable {
    case c99, c11
    case cxx11 = "c++11"
    case cxx20 = "c++20"

    var isC: Bool { self == .c99 || self == .c11 }
    /// Those that there are: clang comes with Swift, the other one may be missing.
    var compilers: [URL] {
      (isC ? ["gcc", "clang"] : ["g++", "clang++"]).compactMap(Program.installed)
    }
  }

  /// Compiles a source with all warnings as errors.
  private func compile(_ source: String, as language: Language) async throws {
    #expect(!language.compilers.isEmpty)
    for compiler in language.compilers {
      let compiled = try await onThread {
        let folder = TemporaryFolder()
        let file = "\(folder.path)/source.\(language.isC ? "c" : "cpp")"
        try source.write(toFile: file, atomically: false, encoding: .utf8)
        return try Program(
          running: compiler,
          [
            "-std=\(language.rawValue)", "-Wall", "-Wextra", "-pedantic", "-Werror",
            "-fsyntax-only",
            "-I\(Self.headers.path)", file,
          ])
      }
      #expect(compiled.status == 0, "\(compiler.lastPathComponent): \(compiled.said)")
    }
  }

  private var names: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: Self.headers.path).sorted()
    }
  }

  private func include(_ names: [String]) -> String {
    names.map { "#include <\($0)>\n" }.joined()
  }

  @Test(arguments: Language.allCases)
  func `compile each by itself, twice, and without another`(language: Language) async throws {
    for name in try names { try await compile(include([name, name]), as: language) }
  }

  @Test(arguments: Language.allCases)
  func `compile together, in either order`(language: Language) async throws {
    try await compile(include(try names), as: language)
    try await compile(include(try names.reversed()), as: language)
  }

  @Test(arguments: Language.allCases)
  func `leave what a program has defined itself as it is`(language: Language) async throws {
    let own = """
      #include <stdint.h>
      typedef int32_t HRESULT;
      #define S_OK ((HRESULT)0)
      #define E_FAIL ((HRESULT)0x80004005)
      #define FAILED(hr) ((hr) < 0)
      #define CALLBACK
      #define INFINITE 0xFFFFFFFFu
      #define _In_
      #define _Out_writes_bytes_opt_(size)
      typedef void *HANDLE;

      """
    try await compile(own + include(try names), as: language)
  }

  /// The model's names, in both languages: those of enums have a scope in C++ and none in C.
  @Test(arguments: Language.allCases)
  func `give the names, values and layouts of the model`(language: Language) async throws {
    func checked(_ condition: String) -> String {
      "typedef char check_\(condition.hashValue.magnitude)[(\(condition)) ? 1 : -1];\n"
    }
    let scope = language.isC ? "_" : "::"
    let values = [
      ("XTaskQueueDispatchMode", ["Manual", "ThreadPool", "SerializedThreadPool", "Immediate"]),
      ("XTaskQueuePort", ["Work", "Completion"]),
      ("XTaskQueueDuplicateOptions", ["None", "Reference"]),
      ("XAsyncOp", ["Begin", "DoWork", "GetResult", "Cancel", "Cleanup"]),
    ]
    let enums = values.flatMap { type, names in
      [checked("sizeof(\(type)) == 4")]
        + names.enumerated().map { checked("(int)\(type)\(scope)\($1) == \($0)") }
    }
    let pointer = "sizeof(void *)"
    let layouts = [
      "sizeof(HRESULT) == 4", "sizeof(XTaskQueueRegistrationToken) == 8",
      "sizeof(XAsyncBlock) == 7 * \(pointer)", "offsetof(XAsyncBlock, queue) == 0",
      "offsetof(XAsyncBlock, context) == \(pointer)",
      "offsetof(XAsyncBlock, callback) == 2 * \(pointer)",
      "offsetof(XAsyncBlock, internal) == 3 * \(pointer)",
      "sizeof(XAsyncProviderData) == 4 * \(pointer)", "offsetof(XAsyncProviderData, async) == 0",
      "offsetof(XAsyncProviderData, bufferSize) == \(pointer)",
      "offsetof(XAsyncProviderData, buffer) == 2 * \(pointer)",
      "offsetof(XAsyncProviderData, context) == 3 * \(pointer)",
    ].map(checked)
    let codes = [
      ("S_OK", "0"), ("S_FALSE", "1"), ("E_PENDING", "0x8000000A"), ("E_ABORT", "0x80004004"),
      ("E_INVALIDARG", "0x80070057"), ("E_UNEXPECTED", "0x8000FFFF"),
      ("E_ILLEGAL_METHOD_CALL", "0x8000000E"), ("E_NOT_SUFFICIENT_BUFFER", "0x8007007A"),
      ("E_NOT_SUPPORTED", "0x80070032"), ("E_NO_TASK_QUEUE", "0x800701AB"),
      ("E_TIME_CRITICAL_THREAD", "0x800701A0"), ("E_POINTER", "0x80004003"),
      ("E_OUTOFMEMORY", "0x8007000E"), ("E_NOTIMPL", "0x80004001"), ("E_FAIL", "0x80004005"),
      ("E_HANDLE", "0x80070006"), ("E_GAMERUNTIME_INVALID_HANDLE", "0x8924010C"),
      ("INFINITE", "0xFFFFFFFF"),
    ].map { checked("(uint32_t)\($0) == \($1)") }
    let macros = [checked("FAILED(E_PENDING)"), checked("SUCCEEDED(S_FALSE)")]
    let source = include(["stddef.h"] + (try names)) + (enums + layouts + codes + macros).joined()
    try await compile(source, as: language)
  }

  /// As a program of the model declares its own functions.
  @Test(arguments: [Language.cxx11, .cxx20])
  func `serve the code of the model`(language: Language) async throws {
    let source = """
      #include <XAsyncProvider.h>
      #include <XTaskQueuePriv.h>
      STDAPI FactorialAsync(_In_ uint64_t value, _Inout_ XAsyncBlock *async) noexcept;
      STDAPI_(void) Nothing(_In_opt_ const char *name, _Out_writes_bytes_opt_(size) void *buffer, size_t size) noexcept;
      void CALLBACK Completed(XAsyncBlock *async);
      HRESULT Begin(XAsyncBlock *async) {
        static_assert(noexcept(XTaskQueueCloseHandle(nullptr)), "no function throws");
        async->callback = [](XAsyncBlock *) {};
        XTaskQueueHandle queue{nullptr};
        if (FAILED(XTaskQueueCreate(XTaskQueueDispatchMode::Manual, XTaskQueueDispatchMode::Immediate, &queue)))
          return E_FAIL;
        XTaskQueueSubmitCallback(queue, XTaskQueuePort::Work, nullptr, [](void *, bool) {});
        XTaskQueueUninitialize();
        return XAsyncBegin(async, nullptr, nullptr, XASYNC_IDENTITY(Begin),
          [](XAsyncOp op, const XAsyncProviderData *data) -> HRESULT {
            return op == XAsyncOp::Begin ? XAsyncSchedule(data->async, 0) : S_OK;
          });
      }

      """
    try await compile(source, as: language)
  }
}
