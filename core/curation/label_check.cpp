#include "curation/checks.h"
#include "curation/doubtful_labels.h"
#include "curation/packed_facts.h"
#include "curation/set_check.h"

namespace datanet::curation {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kLongestLabel = 60; // bytes, as in neighbour_facts.h: an answer in words is no label

const Rule kDoubtful{
    .id = u"label-doubtful"_s,
    .reason = u"wrong-label"_s,
    .severity = Severity::Caution,
    .title = u"Label that its words speak against"_s,
    .explanation = u"What was learnt from the words of all other records gives it another label, and surely so."_s,
    .settings = {{u"fewestRecords"_s, 50, 20, 1'000'000, u"Fewest records of a label"_s},
                 {u"fewestBits"_s, 7, 1, 100, u"Margin: how often the odds must double"_s},
                 {u"surePercent"_s, 70, 10, 99, u"Surer than this share of the other label's records, in percent"_s},
                 {u"mostPercent"_s, 10, 1, 50, u"Labels overlap where more records are in doubt, in percent"_s}}};

class LabelCheck final : public SetCheck
{
public:
    explicit LabelCheck(const DatanetRules &rules)
    {
        const dataset::Schema &schema = rules.schema;
        if (!schema.textField.isEmpty() && schema.labelField != schema.textField) {
            m_textField = schema.textField.toStdString();
            m_labelField = schema.labelField.toStdString();
        }
        const auto setting = [&rules](const QString &name) { return rules.checks.value(kDoubtful, name); };
        m_limits = {static_cast<std::uint32_t>(setting(u"fewestRecords"_s)), setting(u"fewestBits"_s),
                    setting(u"surePercent"_s), setting(u"mostPercent"_s)};
    }

    [[nodiscard]] std::vector<Rule> rules() const override { return {kDoubtful}; }

    std::unique_ptr<Memo> examine(const RecordView &record, std::vector<Finding> &) const override
    {
        if (m_labelField.empty())
            return nullptr;
        const auto *label = record.fields.find(m_labelField);
        const auto text = record.fields.string(m_textField);
        if (label == nullptr || label->kind == dataset::ValueKind::Null || label->text.empty()
            || label->text.size() > kLongestLabel || !text)
            return nullptr;
        thread_local std::vector<std::uint16_t> places;
        wordPlaces(*text, places);
        auto memo = std::make_unique<LearntMemo>();
        packNumber(memo->facts, label->text.size());
        memo->facts += label->text;
        for (const std::uint16_t place : places) {
            memo->facts += static_cast<char>(place & 0xff);
            memo->facts += static_cast<char>(place >> 8);
        }
        return memo;
    }

    [[nodiscard]] std::vector<Found> compare(const LearntFacts &facts) const override
    {
        std::vector<LabelledText> texts;
        std::string_view rest = facts.bytes;
        for (std::uint32_t record = 0; record < facts.sizes.size(); ++record) {
            const std::size_t size = std::min<std::size_t>(rest.size(), facts.sizes[record]);
            if (size > 0)
                texts.push_back(textOf(rest.substr(0, size), record));
            rest.remove_prefix(size);
        }
        std::vector<Found> found;
        for (const DoubtfulLabel &doubtful : doubtfulLabels(texts, m_limits)) {
            Finding finding = about(kDoubtful);
            finding.field = QString::fromStdString(m_labelField);
            finding.parameters = {{u"value"_s, QString::fromUtf8(doubtful.label)},
                                  {u"expected"_s, QString::fromUtf8(doubtful.expected)},
                                  {u"bits"_s, static_cast<double>(doubtful.bits)},
                                  {u"percent"_s, doubtful.percent}};
            finding.fixes = {Fix::Edit, Fix::LeaveOut, Fix::Keep};
            found.push_back({doubtful.record, std::move(finding)});
        }
        return found;
    }

private:
    static LabelledText textOf(std::string_view facts, std::uint32_t record)
    {
        PackedFacts pieces(facts);
        const std::string_view label = pieces.piece(pieces.number());
        const std::string_view places = pieces.rest();
        return {label, reinterpret_cast<const unsigned char *>(places.data()),
                static_cast<std::uint32_t>(std::min(places.size() / 2, kMostPlaces)), record};
    }

    std::string m_textField;
    std::string m_labelField; // empty: there are no labels
    DoubtLimits m_limits;
};

} // namespace

base::Result<std::unique_ptr<Check>> makeLabelCheck(const DatanetRules &rules)
{
    return std::make_unique<LabelCheck>(rules);
}

} // namespace datanet::curation
