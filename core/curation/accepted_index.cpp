#include "curation/accepted_index.h"

#include "crypto/digest.h"
#include "curation/compared_text.h"
#include "dataset/field_scanner.h"
#include "dataset/record.h"

#include <string>
#include <unordered_map>

namespace datanet::curation {

using namespace Qt::StringLiterals;

struct AcceptedIndex::State
{
    struct Record
    {
        base::Digest id;
        AcceptedOrigin origin;
        std::string text;
    };
    std::string textField;
    std::vector<Record> records;
    std::unordered_map<base::Digest, std::uint32_t> byId;
    std::unordered_map<base::Digest, std::uint32_t> byWording;
    similarity::SimilarityIndex similar;
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
    const auto number = static_cast<std::uint32_t>(m_state->records.size());
    const base::Digest id = dataset::recordId(canonicalBody);
    m_state->byId.try_emplace(id, number);
    const auto wording = wordingOf(text);
    if (wording)
        m_state->byWording.try_emplace(*wording, number);
    // Kept in step with the records, so that numbers agree.
    m_state->similar.add(wording ? similarity::prepare(text) : similarity::Prepared{});
    m_state->records.push_back({id, origin, std::string(text)});
    return {};
}

std::optional<std::uint32_t> AcceptedIndex::withId(const base::Digest &id) const
{
    const auto found = m_state->byId.find(id);
    return found == m_state->byId.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::uint32_t> AcceptedIndex::withWording(const base::Digest &wording) const
{
    const auto found = m_state->byWording.find(wording);
    return found == m_state->byWording.end() ? std::nullopt : std::optional(found->second);
}

std::optional<AcceptedIndex::Near> AcceptedIndex::nearest(const similarity::Prepared &text,
                                                          const similarity::Ratio &minimum) const
{
    const auto matches = m_state->similar.find(text, minimum);
    if (matches.empty())
        return std::nullopt;
    return Near{matches.front().number, matches.front().similarity};
}

std::uint32_t AcceptedIndex::size() const
{
    return static_cast<std::uint32_t>(m_state->records.size());
}

base::Digest AcceptedIndex::mark() const
{
    crypto::Sha256 digest;
    for (const State::Record &record : m_state->records) {
        digest.update(record.id.view());
        const AcceptedOrigin &origin = record.origin;
        const base::Bytes place = origin.contributor.toUtf8() + ' '
            + base::Bytes::number(qulonglong(origin.contribution)) + ' '
            + base::Bytes::number(qulonglong(origin.position)) + '\n';
        digest.update(place);
    }
    return digest.finish();
}

const base::Digest &AcceptedIndex::id(std::uint32_t number) const
{
    return m_state->records[number].id;
}

const AcceptedOrigin &AcceptedIndex::origin(std::uint32_t number) const
{
    return m_state->records[number].origin;
}

std::string_view AcceptedIndex::text(std::uint32_t number) const
{
    return m_state->records[number].text;
}

std::optional<base::Digest> wordingOf(std::string_view text)
{
    thread_local std::vector<similarity::Token> words;
    thread_local std::string folded;
    similarity::splitWords(text, words);
    if (words.size() < kFewestComparedWords)
        return std::nullopt;
    folded.clear();
    for (const similarity::Token &word : words) {
        for (std::uint32_t i = word.begin; i < word.end; ++i)
            folded += text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] + 32) : text[i];
        folded += ' ';
    }
    return crypto::sha256(base::view(folded));
}

} // namespace datanet::curation
