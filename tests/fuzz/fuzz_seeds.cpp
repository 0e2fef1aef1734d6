#include "parse_once.h"

using namespace datanet::test;

// fuzz_seeds FOLDER: writes FOLDER/<format or parser>/seed, from which the fuzzer goes on.
int main(int count, char **words)
{
    promise(count == 2, "fuzz_seeds FOLDER");
    std::vector<Seed> all = seeds();
    for (const Parser &parser : parsers())
        all.push_back({u"x."_s + QLatin1String(parser.name), parser.seed});
    for (const Seed &seed : all) {
        const QString folder = QString::fromLocal8Bit(words[1]) + u'/' + folderOf(seed);
        QFile file(folder + u"/seed"_s);
        promise(QDir().mkpath(folder) && file.open(QIODevice::WriteOnly) && file.write(seed.bytes) == seed.bytes.size(),
                "the seeds can be written");
    }
    return 0;
}
