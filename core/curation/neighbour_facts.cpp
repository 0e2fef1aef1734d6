#include "curation/neighbour_facts.h"

namespace datanet::curation {

using namespace Qt::StringLiterals;

namespace {

const Rule kLabelDisagreement{
    .id = u"label-disagreement"_s,
    .reason = u"wrong-label"_s,
    .severity = Severity::Caution,
    .title = u"The same text with another label"_s,
    .explanation = u"An earlier record has the same wording, or almost, and another label: one of the two is wrong."_s};

const Rule kSplitLeakage{
    .id = u"split-leakage"_s,
    .reason = u"near-duplicate"_s,
    .severity = Severity::Caution,
    .title = u"The same text in two parts"_s,
    .explanation =
        u"The same wording, or almost, in two parts of the set: what a model was trained on must not test it."_s};

constexpr std::string_view kSplitField = "split";
constexpr std::size_t kLongestName = 60;

// Empty where there is none, and where it is too long to be a name.
std::string nameIn(const dataset::FieldScanner &fields, std::string_view field)
{
    const auto *value = fields.find(field);
    if (value == nullptr || value->kind == dataset::ValueKind::Null || value->text.size() > kLongestName)
        return {};
    return std::string(value->text);
}

} // namespace

base::Bytes NeighbourFacts::packed() const
{
    std::string bytes(1, static_cast<char>(label.size()));
    bytes += label;
    bytes += split;
    return base::view(bytes).toByteArray();
}

std::optional<NeighbourFacts> NeighbourFacts::unpacked(base::ByteView bytes)
{
    const std::string_view text = base::text(bytes);
    if (text.empty() || text.size() < 1u + static_cast<unsigned char>(text.front()))
        return std::nullopt;
    const auto size = static_cast<std::size_t>(static_cast<unsigned char>(text.front()));
    return NeighbourFacts{std::string(text.substr(1, size)), std::string(text.substr(1 + size))};
}

NeighbourComparison::NeighbourComparison(const DatanetRules &rules)
{
    const dataset::Schema &schema = rules.schema;
    if (!schema.textField.isEmpty() && schema.labelField != schema.textField) {
        m_labelField = schema.labelField.toStdString();
        m_labelName = schema.labelField;
    }
}

std::vector<Rule> NeighbourComparison::rules()
{
    return {kLabelDisagreement, kSplitLeakage};
}

NeighbourFacts NeighbourComparison::factsOf(const dataset::FieldScanner &fields) const
{
    return {m_labelField.empty() ? std::string() : nameIn(fields, m_labelField), nameIn(fields, kSplitField)};
}

void NeighbourComparison::compare(const RecordView &record, const NeighbourFacts &mine, const NeighbourFacts &earlier,
                                  const Evidence &evidence, std::vector<Finding> &findings) const
{
    const auto report = [&](const Rule &rule, const QString &field, const std::string &here, const std::string &there) {
        if (here.empty() || there.empty() || here == there)
            return;
        Finding finding = findingOf(rule, record);
        finding.field = field;
        finding.parameters = {{u"value"_s, QString::fromStdString(here)},
                              {u"expected"_s, QString::fromStdString(there)},
                              {u"percent"_s, evidence.similarity.percent()}};
        finding.evidence = evidence;
        finding.fixes = {Fix::Edit, Fix::LeaveOut, Fix::Keep};
        findings.push_back(std::move(finding));
    };
    report(kLabelDisagreement, m_labelName, mine.label, earlier.label);
    report(kSplitLeakage, u"split"_s, mine.split, earlier.split);
}

} // namespace datanet::curation
