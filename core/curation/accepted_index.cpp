#include "curation/accepted_index.h"

#include "curation/accepted_piece_format.h"
#include "curation/compared_text.h"
#include "dataset/field_scanner.h"
#include "dataset/record.h"

#include <algorithm>
#include <atomic>
#include <mutex>

namespace datanet::curation {

using namespace Qt::StringLiterals;

struct AcceptedIndex::State
{
    struct Part
    {
        AcceptedPiece piece;
        std::uint32_t first = 0; // number of its first record
    };
    struct Place
    {
        const AcceptedPiece &piece;
        std::uint32_t number = 0; // within it
    };

    void append(AcceptedPiece piece)
    {
        parts.push_back({std::move(piece), count});
        count += parts.back().piece.size();
    }

    // What was added becomes a piece when it is first asked for.
    const std::vector<Part> &all()
    {
        if (!pending.load(std::memory_order_acquire))
            return parts;
        const std::lock_guard guard(mutex);
        if (pending.load(std::memory_order_relaxed)) {
            auto piece = AcceptedPiece::fromBytes(added.bytes({}), {});
            Q_ASSERT(piece); // just made
            append(std::move(*piece));
            added = {};
            pending.store(false, std::memory_order_release);
        }
        return parts;
    }

    [[nodiscard]] bool isExcluded(std::uint32_t number) const
    {
        return !excluded.empty() && std::ranges::binary_search(excluded, number);
    }

    Place at(std::uint32_t number)
    {
        const auto &ready = all();
        const auto after = std::ranges::upper_bound(ready, number, {}, &Part::first);
        const Part &part = *std::prev(after);
        return {part.piece, number - part.first};
    }

    // The earliest record of a column for which same(piece, number) holds.
    template <class Same>
    std::optional<std::uint32_t> earliest(std::size_t column, const base::Digest &digest, const Same &same)
    {
        for (const Part &part : all()) {
            for (const std::uint32_t number : part.piece.withKey(column, piece::keyOf(digest))) {
                if (same(part.piece, number) && !isExcluded(part.first + number))
                    return part.first + number;
            }
        }
        return std::nullopt;
    }

    std::string textField;
    std::vector<Part> parts;
    std::uint32_t count = 0; // in parts
    AcceptedPieceWriter added;
    std::atomic<bool> pending = false;
    std::mutex mutex;
    std::vector<std::uint32_t> excluded; // ascending
    dataset::FieldScanner fields;
    std::string buffer;
};

AcceptedIndex::AcceptedIndex(const DatanetRules &rules) : m_state(std::make_unique<State>())
{
    m_state->textField = rules.schema.textField.toStdString();
}
AcceptedIndex::~AcceptedIndex() = default;
AcceptedIndex::AcceptedIndex(AcceptedIndex &&) noexcept = default;
AcceptedIndex &AcceptedIndex::operator=(AcceptedIndex &&) noexcept = default;

base::Status AcceptedIndex::add(std::string_view canonicalBody, const AcceptedOrigin &origin)
{
    if (!m_state->fields.load(canonicalBody))
        return base::fail(base::ErrorKind::Invalid, u"an accepted record is no JSON object"_s,
                          u"fetch the datanet again"_s);
    const std::string_view text = comparedText(m_state->fields, m_state->textField, m_state->buffer);
    auto status = m_state->added.add(dataset::recordId(canonicalBody), origin, text, comparedWording(text));
    if (status)
        m_state->pending.store(true, std::memory_order_release);
    return status;
}

std::uint32_t AcceptedIndex::addedCount() const
{
    return m_state->added.size();
}

std::optional<AcceptedPieceWriter> AcceptedIndex::takeAdded()
{
    if (!m_state->pending.exchange(false))
        return std::nullopt;
    return std::exchange(m_state->added, AcceptedPieceWriter());
}

void AcceptedIndex::append(AcceptedPiece piece)
{
    m_state->all();
    m_state->append(std::move(piece));
}

void AcceptedIndex::exclude(const std::set<base::Digest> &ids)
{
    for (const base::Digest &digest : ids) {
        for (const State::Part &part : m_state->all()) {
            for (const std::uint32_t number : part.piece.withKey(kIdColumn, piece::keyOf(digest))) {
                if (part.piece.id(number) == digest)
                    m_state->excluded.push_back(part.first + number);
            }
        }
    }
    std::ranges::sort(m_state->excluded);
}

std::optional<std::uint32_t> AcceptedIndex::withId(const base::Digest &id) const
{
    return m_state->earliest(kIdColumn, id,
                             [&](const AcceptedPiece &piece, std::uint32_t number) { return piece.id(number) == id; });
}

std::optional<std::uint32_t> AcceptedIndex::withWording(const base::Digest &wording) const
{
    return m_state->earliest(kWordingColumn, wording, [&](const AcceptedPiece &piece, std::uint32_t number) {
        const base::Digest *other = piece.wording(number);
        return other != nullptr && *other == wording;
    });
}

std::optional<AcceptedIndex::Near> AcceptedIndex::nearest(const similarity::Prepared &text,
                                                          const similarity::Ratio &minimum) const
{
    if (text.shingles.empty())
        return std::nullopt;
    const similarity::BandKeys keys = similarity::bandKeysOf(text.signature);
    std::array<std::size_t, similarity::kBands> taken{};
    thread_local std::vector<std::uint32_t> candidates;
    std::optional<Near> best;
    for (const State::Part &part : m_state->all()) {
        candidates.clear();
        for (std::size_t band = 0; band < similarity::kBands; ++band) {
            for (const std::uint32_t number : part.piece.withKey(band, keys[band])) {
                if (taken[band] == similarity::kMaximumBucket)
                    break;
                if (m_state->isExcluded(part.first + number))
                    continue;
                candidates.push_back(number);
                ++taken[band];
            }
        }
        std::sort(candidates.begin(), candidates.end());
        candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
        for (const std::uint32_t number : candidates) {
            const similarity::ShingleView other = part.piece.shingles(number);
            const similarity::Ratio atMost{std::min(text.shingles.size(), other.size()),
                                           std::max(text.shingles.size(), other.size())};
            if (!atMost.reaches(minimum) || (best && atMost.compare(best->similarity) <= 0))
                continue; // no two sets share more than the smaller one has
            const similarity::Ratio found = similarity::jaccard(text.shingles, other);
            if (found.reaches(minimum) && (!best || found.compare(best->similarity) > 0))
                best = Near{part.first + number, found};
        }
    }
    return best;
}

std::uint32_t AcceptedIndex::size() const
{
    m_state->all();
    return m_state->count;
}

const base::Digest &AcceptedIndex::id(std::uint32_t number) const
{
    const State::Place place = m_state->at(number);
    return place.piece.id(place.number);
}

AcceptedOrigin AcceptedIndex::origin(std::uint32_t number) const
{
    const State::Place place = m_state->at(number);
    return place.piece.origin(place.number);
}

std::string_view AcceptedIndex::text(std::uint32_t number) const
{
    const State::Place place = m_state->at(number);
    return place.piece.text(place.number);
}

} // namespace datanet::curation
