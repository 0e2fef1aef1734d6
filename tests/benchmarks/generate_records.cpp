// Writes the input of the benchmarks: exactly N records {id, term, definition, score, lang} as JSON lines, made from
// the text of Debian's dict-wn (WordNet), the same bytes on every machine.
//   generate_records build/dictionaries/dict-wn/usr/share/dictd/wn.dict.dz 1000000 records.jsonl
#include "base/canonical_json.h"
#include "benchmarks/real_text.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace datanet;

// Makes records about 226 bytes long on average.
constexpr std::size_t kMaximumDefinition = 335;

// A headword stands at the start of its line; what is indented below it explains it.
std::vector<std::pair<std::string, std::string>> entriesOf(const std::string &text)
{
    std::vector<std::pair<std::string, std::string>> entries;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string line = text.substr(at, end - at);
        at = end + 1;
        const std::size_t first = line.find_first_not_of(' ');
        if (first == std::string::npos)
            continue;
        if (first == 0) {
            entries.emplace_back(line, std::string());
        } else if (!entries.empty() && entries.back().second.size() + line.size() <= kMaximumDefinition) {
            std::string &definition = entries.back().second;
            if (!definition.empty())
                definition += ' ';
            definition += line.substr(first);
        }
    }
    std::erase_if(entries, [](const auto &entry) { return entry.second.empty() || entry.first.starts_with("00-"); });
    return entries;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 4) {
        std::fprintf(stderr, "usage: %s wn.dict.dz COUNT OUT.jsonl\n", argv[0]);
        return 2;
    }
    const auto entries = entriesOf(test::readDictzip(QString::fromLocal8Bit(argv[1])));
    std::FILE *out = entries.empty() ? nullptr : std::fopen(argv[3], "wb");
    if (!out) {
        std::fprintf(stderr, "%s: cannot read %s or write %s\n", argv[0], argv[1], argv[3]);
        return 3;
    }
    const std::int64_t count = std::strtoll(argv[2], nullptr, 10);
    std::uint64_t random = 0x9e3779b97f4a7c15;
    std::string line;
    bool good = true;
    for (std::int64_t number = 0; number < count && good; ++number) {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        const auto &[term, definition] = entries[static_cast<std::size_t>(number) % entries.size()];
        line = "{\"id\":" + std::to_string(number + 1) + ",\"term\":";
        base::appendCanonicalString(line, term);
        line += ",\"definition\":";
        base::appendCanonicalString(line, definition);
        line += ",\"score\":0." + std::to_string(random % 999 + 1) + ",\"lang\":\"en\"}\n";
        good = std::fwrite(line.data(), 1, line.size(), out) == line.size();
    }
    good = std::fclose(out) == 0 && good;
    return good ? 0 : 3;
}
