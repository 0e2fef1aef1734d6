#include "curation/record_keeper.h"

#include "curation/set_comparison.h"

#include <cstring>

namespace datanet::curation {

namespace {

constexpr std::size_t kMostOwn = std::size_t(1) << 31; // of all records

template <class Number>
void appendNumber(std::string &bytes, Number number)
{
    bytes.append(reinterpret_cast<const char *>(&number), sizeof number);
}

// Takes numbers and pieces off the front of bytes.
class Pieces
{
public:
    explicit Pieces(std::string_view bytes) : m_rest(bytes) { }

    template <class Number>
    bool take(Number &number)
    {
        if (m_rest.size() < sizeof number)
            return false;
        std::memcpy(&number, m_rest.data(), sizeof number);
        m_rest.remove_prefix(sizeof number);
        return true;
    }
    bool take(base::ByteView &piece)
    {
        std::uint32_t size = 0;
        if (!take(size) || m_rest.size() < size)
            return false;
        piece = base::view(m_rest.substr(0, size));
        m_rest.remove_prefix(size);
        return true;
    }
    [[nodiscard]] bool isEmpty() const { return m_rest.empty(); }

private:
    std::string_view m_rest;
};

void appendPiece(std::string &bytes, base::ByteView piece)
{
    appendNumber(bytes, static_cast<std::uint32_t>(piece.size()));
    bytes += base::text(piece);
}

void appendMemo(std::string &own, std::size_t check, base::ByteView memo)
{
    own += 'm';
    appendNumber(own, static_cast<std::uint16_t>(check));
    appendPiece(own, memo);
}

Sketch sketchOf(similarity::ShingleView shingles)
{
    Sketch sketch{};
    for (const std::uint64_t shingle : shingles)
        sketch[shingle >> 62] |= std::uint64_t(1) << (shingle >> 56 & 63);
    return sketch;
}

} // namespace

DuplicateCheck *duplicatesIn(const Checks &checks)
{
    for (const auto &check : checks) {
        if (auto *duplicates = dynamic_cast<DuplicateCheck *>(check.get()))
            return duplicates;
    }
    return nullptr;
}

bool canKeep(const Checks &checks)
{
    return std::all_of(checks.begin(), checks.end(), [](const auto &check) {
        const auto *ordered = dynamic_cast<const OrderedCheck *>(check.get());
        return !ordered || ordered->keepsMemos() || dynamic_cast<const DuplicateCheck *>(ordered);
    });
}

KeptRecord keptOf(const Checks &checks, const ReportBuilder &builder, const ExaminedRecord &record)
{
    KeptRecord kept;
    kept.id = record.id;
    kept.position = static_cast<std::uint32_t>(record.position);
    for (std::size_t k = 0; k < checks.size(); ++k) {
        const Memo *memo = record.memos[k].get();
        if (const auto *duplicate = dynamic_cast<const DuplicateMemo *>(memo)) {
            kept.known = duplicate->known;
            if (!duplicate->facts.isEmpty())
                appendMemo(kept.own, k, duplicate->facts.packed());
            if (!duplicate->wording)
                continue;
            std::memcpy(kept.wording.data(), duplicate->wording->data(), kept.wording.bytes.size());
            kept.sketch = sketchOf(duplicate->prepared.shingles);
            kept.shingles = static_cast<std::uint32_t>(duplicate->prepared.shingles.size());
            const similarity::BandKeys keys = similarity::bandKeysOf(duplicate->prepared.signature);
            for (std::size_t band = 0; band < keys.size(); ++band)
                kept.bands[band] = static_cast<std::uint16_t>(keys[band]);
        } else if (memo) {
            const auto *ordered = dynamic_cast<const OrderedCheck *>(checks[k].get());
            if (!ordered || !ordered->keepsMemos())
                continue;
            appendMemo(kept.own, k, ordered->packed(*memo));
        }
    }
    kept.learnt = learntOf(checks, record);
    for (std::size_t k = 0; k < record.findings.size(); ++k) {
        for (const Finding &finding : record.findings[k]) {
            kept.own += 'f';
            appendNumber(kept.own, static_cast<std::uint16_t>(k));
            appendNumber(kept.own, builder.numberOf(finding.rule).value_or(0));
            appendPiece(kept.own, toStored(finding).detail);
        }
    }
    return kept;
}

bool OwnOfRecord::read(std::string_view own)
{
    findings.clear();
    memos.clear();
    Pieces pieces(own);
    while (!pieces.isEmpty()) {
        char kind = 0;
        KeptFinding finding;
        if (!pieces.take(kind) || !pieces.take(finding.check) || (kind == 'f' && !pieces.take(finding.rule))
            || !pieces.take(finding.detail) || (kind != 'f' && kind != 'm'))
            return false;
        if (kind == 'f')
            findings.push_back(finding);
        else
            memos.push_back({finding.check, finding.detail});
    }
    return true;
}

RecordKeeper::RecordKeeper(const Checks &checks, const ReportBuilder &builder, KeptRecords &kept)
    : m_checks(checks), m_builder(builder), m_duplicates(duplicatesIn(checks)), m_kept(kept)
{
    m_kept.clear();
    m_kept.usable = canKeep(checks);
    m_kept.rules = builder.mark();
}

void RecordKeeper::examined(const ExaminedRecord &record)
{
    if (!m_kept.usable)
        return;
    const bool inOrder = m_kept.ids.empty() || m_kept.ids.back() < record.id;
    if (!record.readable || !inOrder || record.position < 0 || record.position > 0xffffffff
        || m_kept.own.size() > kMostOwn) {
        m_kept.clear();
        return;
    }
    m_kept.append(keptOf(m_checks, m_builder, record));
}

void RecordKeeper::taken()
{
    if (!m_kept.usable || !m_duplicates)
        return;
    const DuplicateCheck::Standing &standing = m_duplicates->last();
    const std::uint32_t number = m_kept.size() - 1;
    m_kept.firsts.back() = standing.first;
    m_kept.leaders.back() = standing.leader;
    if (standing.leader != number)
        m_kept.shared.back() = static_cast<std::uint32_t>(standing.similarity.part);
}

void RecordKeeper::finish(std::vector<LearntFacts> learnt, std::vector<std::uint32_t> compared)
{
    if (m_duplicates && m_duplicates->isCrowded())
        m_kept.clear();
    if (!m_kept.usable)
        return;
    m_kept.learnt = std::move(learnt);
    m_kept.compared = std::move(compared);
}

} // namespace datanet::curation
