#include "import_once.h"

using namespace datanet::test;

// fuzz_seeds FOLDER: writes FOLDER/<format>/seed, from which the fuzzer goes on.
int main(int count, char **words)
{
    promise(count == 2, "fuzz_seeds FOLDER");
    for (const Seed &seed : seeds()) {
        const QString folder = QString::fromLocal8Bit(words[1]) + u'/' + seed.name.mid(2);
        QFile file(folder + u"/seed"_s);
        promise(QDir().mkpath(folder) && file.open(QIODevice::WriteOnly) && file.write(seed.bytes) == seed.bytes.size(),
                "the seeds can be written");
    }
    return 0;
}
