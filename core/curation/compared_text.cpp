#include "curation/compared_text.h"

#include "crypto/digest.h"
#include "dataset/matching_text.h"

namespace datanet::curation {

namespace {

std::vector<similarity::Token> wordsAsWritten(std::string_view text)
{
    std::string buffer;
    std::vector<std::uint32_t> origins;
    std::vector<similarity::Token> words;
    similarity::splitWords(dataset::matchingText(text, buffer, origins), words);
    for (similarity::Token &word : words) {
        if (origins.empty())
            break;
        word.begin = origins[word.begin];
        word.end = origins[word.end];
    }
    return words;
}

} // namespace

std::string_view comparedText(const dataset::FieldScanner &fields, std::string_view textField, std::string &buffer)
{
    if (!textField.empty()) {
        if (const auto text = fields.string(textField))
            return *text;
    }
    buffer.clear();
    for (const auto &field : fields.fields()) {
        if (field.kind != dataset::ValueKind::String)
            continue;
        if (!buffer.empty())
            buffer += '\n';
        buffer += field.text;
    }
    return buffer;
}

ComparedWording comparedWording(std::string_view text)
{
    thread_local std::string buffer;
    thread_local std::vector<similarity::Token> words;
    thread_local std::string folded;
    const std::string_view matching = dataset::matchingText(text, buffer);
    similarity::splitWords(matching, words);
    if (words.size() < kFewestComparedWords)
        return {};
    folded.clear();
    for (const similarity::Token &word : words) {
        for (std::uint32_t i = word.begin; i < word.end; ++i)
            folded += matching[i] >= 'A' && matching[i] <= 'Z' ? static_cast<char>(matching[i] + 32) : matching[i];
        folded += ' ';
    }
    return {crypto::sha256(base::view(folded)), similarity::prepare(words)};
}

similarity::SharedWords sharedWording(std::string_view left, std::string_view right)
{
    return similarity::sharedWords(wordsAsWritten(left), wordsAsWritten(right));
}

} // namespace datanet::curation
