#include "parse_once.h"

#include <cstdint>

// The libFuzzer program: FUZZ_INPUT in the environment says what the input is, a format ("csv_zst") or a parser
// ("filter").
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace datanet::test;
    static const std::function<void(const QByteArray &)> once = [] {
        const QString name = qEnvironmentVariable("FUZZ_INPUT");
        for (const Parser &parser : parsers())
            if (name == QLatin1String(parser.name))
                return std::function<void(const QByteArray &)>(parser.once);
        for (const Seed &seed : seeds())
            if (name == folderOf(seed))
                return std::function<void(const QByteArray &)>(
                    [file = seed.name](const QByteArray &bytes) { (void)importOnce(file, bytes); });
        qFatal("FUZZ_INPUT must name a format or a parser");
    }();
    once(QByteArray(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)));
    return 0;
}
