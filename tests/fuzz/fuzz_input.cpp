#include "import_once.h"

#include <cstdint>

// One libFuzzer program for each format: FUZZ_NAME is the name under which the input is read.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const QString name = QString::fromLatin1(FUZZ_NAME);
    if (name == u"x.schema"_s)
        datanet::test::parseOnce(bytes);
    else
        (void)datanet::test::importOnce(name, bytes);
    return 0;
}
