#include "curation/checks.h"
#include "curation/media/media_facts.h"
#include "curation/media/picture_index.h"
#include "dataset/kept_file.h"

#include <cstring>

namespace datanet::curation {

using namespace Qt::StringLiterals;
using dataset::RecordMedia;

namespace {

const Rule kSimilar{.id = u"similar-picture"_s,
                    .reason = u"near-duplicate"_s,
                    .severity = Severity::Caution,
                    .title = u"Almost the same picture as another"_s,
                    .explanation =
                        u"It looks like an earlier picture of the same data, also when it is smaller, packed harder, "
                        "brighter or cut a little at its edges."_s,
                    .settings = {{u"percent"_s, 93, 80, 100, u"Almost the same from, in per cent of correlation"_s}}};

// Pictures with so little on them are like each other without being the same.
constexpr std::int64_t kLeastVariance = 900; // hundredths

struct PictureMemo final : Memo
{
    PictureHashes hashes{};
    PicturePrint print;
};

class SimilarPictureCheck final : public OrderedCheck
{
public:
    SimilarPictureCheck(const CheckSettings &settings, const MediaLibrary *library)
        : m_library(library), m_percent(settings.value(kSimilar, u"percent"_s))
    {
    }

    [[nodiscard]] std::vector<Rule> rules() const override { return {kSimilar}; }

    std::unique_ptr<Memo> examine(const RecordView &record, std::vector<Finding> &) const override
    {
        const auto media = m_library ? RecordMedia::of(record.fields) : std::nullopt;
        const MediaFacts *found = media ? m_library->find(media->sha256) : nullptr;
        if (!found || found->kind != MediaFacts::Kind::Picture || found->look.variance < kLeastVariance)
            return nullptr;
        auto memo = std::make_unique<PictureMemo>();
        memo->print = found->look.print;
        memo->hashes = hashesOf(memo->print);
        return memo;
    }

    void inOrder(const RecordView &record, const Memo *memo, std::vector<Finding> &findings) override
    {
        if (!memo)
            return;
        const auto &mine = static_cast<const PictureMemo &>(*memo);
        const auto like = m_index.find(mine.print, mine.hashes, m_percent);
        if (!like) {
            m_index.add(mine.print, mine.hashes);
            m_seen.push_back({record.position, record.id});
            return;
        }
        Finding finding = findingOf(kSimilar, record);
        finding.field = QString::fromLatin1(RecordMedia::kField.data(), qsizetype(RecordMedia::kField.size()));
        finding.fixes = {Fix::LeaveOut, Fix::Keep};
        finding.evidence.emplace();
        finding.evidence->id = m_seen[like->number].id;
        finding.evidence->position = m_seen[like->number].position;
        finding.evidence->similarity = similarity::percentRatio(like->percent);
        finding.evidence->limit = similarity::percentRatio(m_percent);
        findings.push_back(std::move(finding));
    }

    [[nodiscard]] bool keepsMemos() const override { return true; }

    [[nodiscard]] base::Bytes packed(const Memo &memo) const override
    {
        const auto &mine = static_cast<const PictureMemo &>(memo);
        base::Bytes bytes(reinterpret_cast<const char *>(mine.hashes.data()), qsizetype(sizeof mine.hashes));
        bytes.append(reinterpret_cast<const char *>(mine.print.values.data()), qsizetype(mine.print.values.size()));
        return bytes;
    }

    [[nodiscard]] std::unique_ptr<Memo> unpacked(base::ByteView bytes) const override
    {
        auto memo = std::make_unique<PictureMemo>();
        if (std::size_t(bytes.size()) != sizeof memo->hashes + memo->print.values.size())
            return nullptr;
        std::memcpy(memo->hashes.data(), bytes.data(), sizeof memo->hashes);
        std::memcpy(memo->print.values.data(), bytes.data() + sizeof memo->hashes, memo->print.values.size());
        return memo;
    }

private:
    struct Seen
    {
        dataset::Position position = 0;
        base::Digest id;
    };

    const MediaLibrary *m_library;
    int m_percent;
    PictureIndex m_index;
    std::vector<Seen> m_seen; // by number in the index
};

} // namespace

base::Result<std::unique_ptr<Check>> makeSimilarPictureCheck(const DatanetRules &rules, const MediaLibrary *library)
{
    return std::make_unique<SimilarPictureCheck>(rules.checks, library);
}

} // namespace datanet::curation
