#include "curation/checks.h"
#include "curation/encoding_faults.h"
#include "curation/text_check.h"

namespace datanet::curation {

using namespace Qt::StringLiterals;

namespace {

const Rule kMojibake{.id = u"mojibake"_s,
                     .reason = u"low-quality"_s,
                     .severity = Severity::Caution,
                     .title = u"Garbled letters"_s,
                     .explanation =
                         u"Letters that a program read with the wrong encoding. What they were can be told exactly."_s,
                     .example = u"The cafÃ© opens at nine."_s};

const Rule kReplacement{
    .id = u"replacement-character"_s,
    .reason = u"low-quality"_s,
    .severity = Severity::Caution,
    .title = u"Lost letters"_s,
    .explanation = u"A program put this mark where it could not read a letter. The letter has to be typed again."_s,
    .example = u"The caf\uFFFD opens at nine."_s};

const Rule kControl{.id = u"control-character"_s,
                    .reason = u"low-quality"_s,
                    .severity = Severity::Caution,
                    .title = u"Control characters"_s,
                    .explanation =
                        u"Characters for terminals and printers, which mean nothing in a text and confuse programs."_s,
                    .example = u"The bell\a rings."_s};

class EncodingCheck final : public TextCheck
{
public:
    [[nodiscard]] std::vector<Rule> rules() const override { return {kMojibake, kReplacement, kControl}; }

protected:
    void look(const Text &text, std::vector<Finding> &findings) const override
    {
        if (text.makeup.ascii && !text.makeup.controls)
            return;
        for (const Span &span : findMojibake(text.utf8, kMostSpans)) {
            Finding finding = at(kMojibake, text, span, {Fix::Mend, Fix::Edit, Fix::LeaveOut});
            finding.parameters.insert(u"expected"_s,
                                      shortText(mendMojibake(text.utf8.substr(span.begin, span.end - span.begin))));
            findings.push_back(std::move(finding));
        }
        for (const Span &span : findReplacements(text.utf8, kMostSpans))
            findings.push_back(at(kReplacement, text, span, {Fix::Edit, Fix::LeaveOut}));
        for (const Span &span : findControls(text.utf8, kMostSpans)) {
            Finding finding = at(kControl, text, span, {Fix::Mend, Fix::Edit, Fix::LeaveOut});
            std::size_t begin = span.begin;
            finding.parameters.insert(u"text"_s, characterName(nextCodePoint(text.utf8, begin)));
            findings.push_back(std::move(finding));
        }
    }
};

} // namespace

base::Result<std::unique_ptr<Check>> makeEncodingCheck(const DatanetRules &)
{
    return std::make_unique<EncodingCheck>();
}

} // namespace datanet::curation
