#include "base/save_file.h"
#include "crypto/digest.h"
#include "curation/accepted_piece.h"
#include "curation/accepted_piece_format.h"

#include <QSaveFile>

#include <algorithm>
#include <cstring>
#include <numeric>

namespace datanet::curation {

using namespace Qt::StringLiterals;

struct AcceptedPieceWriter::State
{
    std::vector<piece::Record> records;
    std::vector<std::uint64_t> textEnds;
    std::vector<std::uint64_t> shingleEnds;
    std::string contributors;
    std::unordered_map<std::string, std::uint32_t> contributorNumbers;
    std::vector<std::uint64_t> shingles;
    std::vector<similarity::BandKeys> keys; // of records that have a wording, in order
    std::string text;

    void add(piece::Record record, const std::string &contributor, std::string_view words, similarity::ShingleView set)
    {
        const auto known =
            contributorNumbers.try_emplace(contributor, static_cast<std::uint32_t>(contributorNumbers.size()));
        if (known.second) {
            contributors += contributor;
            contributors.resize(contributorNumbers.size() * piece::kContributorBytes, '\0');
        }
        record.contributor = known.first->second;
        records.push_back(record);
        text += words;
        textEnds.push_back(text.size());
        shingles.insert(shingles.end(), set.begin(), set.end());
        shingleEnds.push_back(shingles.size());
    }
};

namespace {

template <class T>
base::ByteView bytesOf(const std::vector<T> &values)
{
    return {reinterpret_cast<const char *>(values.data()), static_cast<qsizetype>(values.size() * sizeof(T))};
}

base::ByteView viewOf(const piece::Header &header)
{
    return {reinterpret_cast<const char *>(&header), qsizetype{sizeof header}};
}

// Digests what passes, block by block.
class BlockDigest
{
public:
    void update(base::ByteView bytes)
    {
        while (!bytes.isEmpty()) {
            const qsizetype taken = std::min(bytes.size(), piece::kBlockBytes - m_inBlock);
            m_block.update(bytes.first(taken));
            m_inBlock += taken;
            bytes = bytes.sliced(taken);
            if (m_inBlock == piece::kBlockBytes)
                endBlock();
        }
    }
    [[nodiscard]] base::Digest finish()
    {
        if (m_inBlock > 0)
            endBlock();
        return m_all.finish();
    }

private:
    void endBlock()
    {
        m_all.update(m_block.finish().view());
        m_inBlock = 0;
    }

    crypto::Sha256 m_block;
    crypto::Sha256 m_all;
    qsizetype m_inBlock = 0;
};

void complete(piece::Header &header, BlockDigest &content)
{
    header.content = content.finish();
    header.header = crypto::sha256(viewOf(header).first(offsetof(piece::Header, header)));
}

} // namespace

AcceptedPieceWriter::AcceptedPieceWriter() : m_state(std::make_unique<State>()) { }
AcceptedPieceWriter::~AcceptedPieceWriter() = default;
AcceptedPieceWriter::AcceptedPieceWriter(AcceptedPieceWriter &&) noexcept = default;
AcceptedPieceWriter &AcceptedPieceWriter::operator=(AcceptedPieceWriter &&) noexcept = default;

base::Status AcceptedPieceWriter::add(const base::Digest &id, const AcceptedOrigin &origin, std::string_view text,
                                      const ComparedWording &wording)
{
    const std::string contributor = origin.contributor.toStdString();
    if (contributor.size() >= piece::kContributorBytes || contributor.find('\0') != std::string::npos)
        return base::fail(base::ErrorKind::Invalid, u"the name of a contributor is too long"_s);
    m_state->add({id, wording.identity.value_or(base::Digest()), origin.contribution, origin.position, 0,
                  wording.identity ? 1u : 0u},
                 contributor, text, wording.prepared.shingles);
    if (wording.identity)
        m_state->keys.push_back(similarity::bandKeysOf(wording.prepared.signature));
    return {};
}

void AcceptedPieceWriter::addAll(const AcceptedPiece &other)
{
    std::vector<std::uint32_t> places(other.size(), 0); // of each record's keys
    std::uint32_t worded = static_cast<std::uint32_t>(m_state->keys.size());
    for (std::uint32_t number = 0; number < other.size(); ++number) {
        m_state->add(other.m_records[number], other.origin(number).contributor.toStdString(), other.text(number),
                     other.shingles(number));
        places[number] = worded;
        worded += other.wording(number) != nullptr ? 1 : 0;
    }
    m_state->keys.resize(worded);
    for (std::size_t band = 0; band < similarity::kBands; ++band) {
        const auto &column = other.m_columns[band];
        for (std::size_t i = 0; i < column.numbers.size(); ++i) {
            if (other.wording(column.numbers[i]) != nullptr)
                m_state->keys[places[column.numbers[i]]][band] = column.keys[i];
        }
    }
}

std::uint32_t AcceptedPieceWriter::size() const
{
    return static_cast<std::uint32_t>(m_state->records.size());
}

piece::Header AcceptedPieceWriter::header(const base::Digest &basis) const
{
    piece::Header header;
    header.records = size();
    header.worded = static_cast<std::uint32_t>(m_state->keys.size());
    header.contributors = static_cast<std::uint32_t>(m_state->contributorNumbers.size());
    header.textBytes = m_state->text.size();
    header.shingles = m_state->shingles.size();
    header.basis = basis;
    header.fileBytes = piece::Layout(header).end;
    return header;
}

bool AcceptedPieceWriter::writeSections(const piece::Header &header, const Sink &sink) const
{
    const State &state = *m_state;
    if (!sink(bytesOf(state.records)) || !sink(bytesOf(state.textEnds)) || !sink(bytesOf(state.shingleEnds))
        || !sink(base::view(state.contributors)) || !sink(bytesOf(state.shingles)))
        return false;
    const piece::Layout layout(header);
    std::vector<std::uint64_t> sorted; // key, then number
    std::vector<std::uint32_t> numbers;
    for (std::size_t i = 0; i < kColumns; ++i) {
        sorted.clear();
        std::size_t worded = 0;
        for (std::uint32_t number = 0; number < size(); ++number) {
            const piece::Record &record = state.records[number];
            if (i == kIdColumn) {
                sorted.push_back(std::uint64_t{piece::keyOf(record.id)} << 32 | number);
            } else if (record.worded != 0) {
                const std::uint32_t key = i == kWordingColumn ? piece::keyOf(record.wording) : state.keys[worded][i];
                sorted.push_back(std::uint64_t{key} << 32 | number);
                ++worded;
            }
        }
        std::sort(sorted.begin(), sorted.end());
        const int bits = piece::startBits(layout.columns[i].count);
        numbers.assign((std::size_t{1} << bits) + 1, 0);
        for (const std::uint64_t each : sorted)
            ++numbers[static_cast<std::size_t>(each >> 32 >> (32 - bits)) + 1];
        std::partial_sum(numbers.begin(), numbers.end(), numbers.begin());
        for (const int half : {32, 0}) {
            for (const std::uint64_t each : sorted)
                numbers.push_back(static_cast<std::uint32_t>(each >> half));
        }
        if (numbers.size() % 2 != 0)
            numbers.push_back(0);
        if (!sink(bytesOf(numbers)))
            return false;
    }
    return sink(base::view(state.text));
}

base::Status AcceptedPieceWriter::write(const QString &path, const base::Digest &basis) const
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return base::fail(base::ErrorKind::Io, u"cannot write "_s + path + u": "_s + file.errorString());
    piece::Header head = header(basis);
    BlockDigest content;
    const auto put = [&](base::ByteView bytes) { return file.write(bytes.data(), bytes.size()) == bytes.size(); };
    const bool done = put(viewOf(head)) && writeSections(head, [&](base::ByteView bytes) {
                          content.update(bytes);
                          return put(bytes);
                      });
    complete(head, content);
    if (!done || !file.seek(0) || !put(viewOf(head)))
        return base::fail(base::ErrorKind::Io, u"cannot write "_s + path + u": "_s + file.errorString());
    return base::commitFile(file);
}

base::Bytes AcceptedPieceWriter::bytes(const base::Digest &basis) const
{
    piece::Header head = header(basis);
    base::Bytes out;
    out.reserve(static_cast<qsizetype>(head.fileBytes));
    out.append(viewOf(head).data(), viewOf(head).size());
    BlockDigest content;
    (void)writeSections(head, [&](base::ByteView bytes) {
        content.update(bytes);
        out.append(bytes.data(), bytes.size());
        return true;
    });
    complete(head, content);
    std::memcpy(out.data(), &head, sizeof head);
    return out;
}

} // namespace datanet::curation
