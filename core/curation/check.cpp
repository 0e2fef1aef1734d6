#include "curation/check.h"

namespace datanet::curation {

Finding findingOf(const Rule &rule, const RecordView &record)
{
    Finding finding;
    finding.rule = rule.id;
    finding.reason = rule.reason;
    finding.severity = rule.severity;
    finding.excludes = rule.excludes;
    finding.position = record.position;
    finding.id = record.id;
    return finding;
}

QString shortText(std::string_view utf8)
{
    constexpr std::size_t kMaximumBytes = 800; // 200 characters of four bytes
    QString text = QString::fromUtf8(utf8.substr(0, kMaximumBytes));
    if (text.size() > 200)
        text.truncate(text.at(199).isHighSurrogate() ? 199 : 200);
    if (utf8.size() > kMaximumBytes && text.endsWith(QChar::ReplacementCharacter))
        text.chop(1); // the cut went through a character
    return text;
}

} // namespace datanet::curation
