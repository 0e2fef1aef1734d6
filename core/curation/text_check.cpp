#include "curation/text_check.h"

namespace datanet::curation {

using namespace Qt::StringLiterals;

std::unique_ptr<Memo> TextCheck::examine(const RecordView &record, std::vector<Finding> &findings) const
{
    for (const auto &field : record.fields.fields()) {
        if (holdsText(field))
            look({record, field, field.text, makeupOf(field.text)}, findings);
    }
    return nullptr;
}

Finding TextCheck::at(const Rule &rule, const Text &text, const Span &span, const QList<Fix> &fixes)
{
    Finding finding = findingOf(rule, text.record);
    finding.field = QString::fromUtf8(text.field.name);
    finding.span = span;
    finding.parameters.insert(u"text"_s, shortText(text.utf8.substr(span.begin, span.end - span.begin)));
    finding.fixes = fixes;
    return finding;
}

} // namespace datanet::curation
