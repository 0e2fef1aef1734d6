#pragma once

#include "curation/check.h"
#include "curation/text_scan.h"

namespace datanet::curation {

// Of one rule in one field; beyond, the record is no different for having more.
inline constexpr std::size_t kMostSpans = 20;

// A check that looks at each text of a record by itself.
class TextCheck : public Check
{
public:
    std::unique_ptr<Memo> examine(const RecordView &record, std::vector<Finding> &findings) const final;

protected:
    struct Text
    {
        const RecordView &record;
        const dataset::FieldScanner::Field &field;
        std::string_view utf8;
        Makeup makeup;
    };
    virtual void look(const Text &text, std::vector<Finding> &findings) const = 0;

    // With the words of the span as parameter "text".
    [[nodiscard]] static Finding at(const Rule &rule, const Text &text, const Span &span, const QList<Fix> &fixes);
};

} // namespace datanet::curation
