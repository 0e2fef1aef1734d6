#include "curation/kept_records.h"

#include <QFile>
#include <QSaveFile>

#include <algorithm>
#include <cstring>
#include <numeric>

namespace datanet::curation {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kMagic{'D', 'N', 'C', 'K', '0', '0', '0', '2'};
constexpr std::uint64_t kMostRecords = 20'000'000;
constexpr std::uint64_t kMostOwnBytes = std::uint64_t(1) << 32;
constexpr std::uint64_t kMostLearntBytes = std::uint64_t(1) << 36;
constexpr std::size_t kMostSetChecks = 4;

struct Header
{
    std::array<char, 8> magic = kMagic;
    base::Digest basis;
    base::Digest rules;
    std::uint64_t records = 0;
    std::uint64_t ownBytes = 0;
    std::uint64_t already = 0;
    std::uint64_t compared = 0;
    std::array<std::uint64_t, kMostSetChecks> learntBytes{};
    std::uint64_t setChecks = 0;
    std::uint64_t sum = 0; // of all that follows: finds damage, not intent
};

// Eight numbers at a time, four sums beside each other.
class Sum
{
public:
    void add(const char *bytes, std::size_t size)
    {
        std::size_t at = 0;
        for (; at + 32 <= size; at += 32) {
            std::array<std::uint64_t, 4> words;
            std::memcpy(words.data(), bytes + at, 32);
            for (std::size_t k = 0; k < 4; ++k)
                m_lanes[k] = (m_lanes[k] ^ words[k]) * 0x9e3779b97f4a7c15u + (m_lanes[k] >> 29);
        }
        for (; at < size; ++at)
            m_lanes[0] = (m_lanes[0] ^ static_cast<unsigned char>(bytes[at])) * 0x100000001b3u;
    }
    [[nodiscard]] std::uint64_t value() const
    {
        std::uint64_t sum = 0;
        for (const std::uint64_t lane : m_lanes)
            sum = (sum ^ (lane >> 31) ^ lane) * 0x9e3779b97f4a7c15u;
        return sum;
    }

private:
    std::array<std::uint64_t, 4> m_lanes{1, 2, 3, 4};
};

// One list of all columns, for writing and reading.
template <class Kept, class Visit>
bool eachColumn(Kept &kept, const Visit &visit)
{
    bool good = visit(kept.ids) && visit(kept.rows) && visit(kept.positions) && visit(kept.wordings)
        && visit(kept.sketches) && visit(kept.shingles) && visit(kept.known) && visit(kept.ownEnds)
        && visit(kept.firsts) && visit(kept.leaders) && visit(kept.shared);
    for (auto &band : kept.bands)
        good = good && visit(band);
    return good;
}

template <class Column>
std::size_t bytesOf(const Column &column)
{
    return column.size() * sizeof(typename Column::value_type);
}

bool isSound(const KeptRecords &kept)
{
    std::uint64_t end = 0;
    for (std::uint32_t i = 0; i < kept.size(); ++i) {
        if (kept.firsts[i] > i || kept.leaders[i] > i || kept.ownEnds[i] < end || kept.ownEnds[i] > kept.own.size()
            || (i > 0 && !(kept.ids[i - 1] < kept.ids[i]))
            || kept.shared[i] > std::min(kept.shingles[i], kept.shingles[kept.leaders[i]]))
            return false;
        end = kept.ownEnds[i];
    }
    if (!std::is_sorted(kept.compared.begin(), kept.compared.end())
        || (!kept.compared.empty() && kept.compared.back() >= kept.size()))
        return false;
    for (const LearntFacts &facts : kept.learnt) {
        const auto bytes = std::accumulate(facts.sizes.begin(), facts.sizes.end(), std::uint64_t{0});
        if (bytes != facts.bytes.size())
            return false;
    }
    return end == kept.own.size();
}

} // namespace

void KeptRecords::reserve(std::size_t count)
{
    eachColumn(*this, [count](auto &column) {
        column.reserve(count);
        return true;
    });
}

void KeptRecords::append(const KeptRecord &record)
{
    const std::uint32_t number = size();
    ids.push_back(record.id);
    rows.push_back(record.row);
    positions.push_back(record.position);
    wordings.push_back(record.wording);
    sketches.push_back(record.sketch);
    shingles.push_back(record.shingles);
    for (std::size_t band = 0; band < bands.size(); ++band)
        bands[band].push_back(record.bands[band]);
    known.push_back(record.known);
    own += record.own;
    ownEnds.push_back(own.size());
    firsts.push_back(number);
    leaders.push_back(number);
    shared.push_back(record.shingles);
}

void KeptRecords::clear()
{
    *this = KeptRecords();
}

base::Status writeKeptRecords(const QString &path, const KeptRecords &kept, const base::Digest &basis)
{
    Header header;
    header.basis = basis;
    header.rules = kept.rules;
    header.records = kept.size();
    header.ownBytes = kept.own.size();
    header.already = kept.already.size();
    header.compared = kept.compared.size();
    header.setChecks = kept.learnt.size();
    if (kept.learnt.size() > kMostSetChecks)
        return base::fail(base::ErrorKind::Invalid, u"too many checks compare all records"_s);
    for (std::size_t k = 0; k < kept.learnt.size(); ++k)
        header.learntBytes[k] = kept.learnt[k].bytes.size();
    // Not synced to the disk: what a crash leaves of it is found out by its sum, and made anew.
    QSaveFile file(path);
    file.setDirectWriteFallback(false);
    Sum sum;
    const auto write = [&](const auto &column) {
        const auto *bytes = reinterpret_cast<const char *>(column.data());
        sum.add(bytes, bytesOf(column));
        return file.write(bytes, qint64(bytesOf(column))) == qint64(bytesOf(column));
    };
    const auto writeHeader = [&] {
        return file.write(reinterpret_cast<const char *>(&header), sizeof header) == sizeof header;
    };
    bool good = file.open(QIODevice::WriteOnly) && writeHeader() && eachColumn(kept, write) && write(kept.own)
        && write(kept.already) && write(kept.compared)
        && std::all_of(kept.learnt.begin(), kept.learnt.end(),
                       [&](const LearntFacts &facts) { return write(facts.sizes) && write(facts.bytes); });
    header.sum = sum.value();
    good = good && file.seek(0) && writeHeader() && file.commit();
    if (!good)
        return base::fail(base::ErrorKind::Io, u"cannot write "_s + path, file.errorString());
    return {};
}

std::optional<KeptRecords> readKeptRecords(const QString &path, const base::Digest &basis)
{
    QFile file(path);
    Header header;
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)
        || file.read(reinterpret_cast<char *>(&header), sizeof header) != sizeof header || header.magic != kMagic
        || header.basis != basis || header.records > kMostRecords || header.ownBytes > kMostOwnBytes
        || header.already > kMostRecords || header.compared > header.records || header.setChecks > kMostSetChecks
        || std::any_of(header.learntBytes.begin(), header.learntBytes.end(),
                       [](std::uint64_t bytes) { return bytes > kMostLearntBytes; }))
        return std::nullopt;
    KeptRecords kept;
    std::uint64_t size = sizeof header + header.ownBytes + header.already * sizeof(dataset::RowIdentity);
    eachColumn(kept, [&](auto &column) {
        size += header.records * sizeof(column[0]);
        return true;
    });
    size += header.compared * sizeof(std::uint32_t);
    kept.learnt.resize(header.setChecks);
    for (std::size_t k = 0; k < kept.learnt.size(); ++k)
        size += header.records * sizeof(std::uint16_t) + header.learntBytes[k];
    if (file.size() != qint64(size))
        return std::nullopt;
    Sum sum;
    const auto read = [&](auto &column, std::uint64_t count) {
        column.resize(count);
        auto *bytes = reinterpret_cast<char *>(column.data());
        if (file.read(bytes, qint64(bytesOf(column))) != qint64(bytesOf(column)))
            return false;
        sum.add(bytes, bytesOf(column));
        return true;
    };
    bool good = eachColumn(kept, [&](auto &column) { return read(column, header.records); })
        && read(kept.own, header.ownBytes) && read(kept.already, header.already)
        && read(kept.compared, header.compared);
    for (std::size_t k = 0; k < kept.learnt.size(); ++k)
        good = good && read(kept.learnt[k].sizes, header.records) && read(kept.learnt[k].bytes, header.learntBytes[k]);
    if (!good || sum.value() != header.sum || !isSound(kept))
        return std::nullopt;
    kept.rules = header.rules;
    kept.usable = true;
    return kept;
}

} // namespace datanet::curation
