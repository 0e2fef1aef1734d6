#include "viewmodels/record_guidelines.h"

#include "sync/preflight.h"
#include "viewmodels/rules_facts.h"

namespace datanet::app {

using base::fail;
using base::Result;
using curation::DatanetRules;

void RecordGuidelines::consult(Services &services, quint64 datanet, const QString &name)
{
    m_reading.cancel();
    m_reading.dismissError();
    m_datanet = datanet;
    m_name = name;
    m_known = false;
    m_rules = {};
    Q_EMIT changed();
    if (datanet == 0)
        return;
    auto task = services.run<DatanetRules>(
        services.networkLane(), [&services, datanet](base::TaskContext &context) -> Result<DatanetRules> {
            const auto network = services.network();
            return network ? sync::datanetRules(**network, datanet, context) : fail(network.error());
        });
    m_reading.start(task, [this, datanet](const DatanetRules &rules) {
        if (datanet == m_datanet)
            show(rules);
    });
}

void RecordGuidelines::show(const DatanetRules &rules)
{
    m_known = true;
    m_rules = rules;
    Q_EMIT changed();
}

QVariantList RecordGuidelines::goodExamples() const
{
    return exampleRows(m_rules.goodExamples);
}

QVariantList RecordGuidelines::badExamples() const
{
    return exampleRows(m_rules.badExamples);
}

bool RecordGuidelines::isSilent() const
{
    return m_known && m_rules.purpose.isEmpty() && m_rules.rules.isEmpty() && m_rules.instructions.isEmpty()
        && m_rules.goodExamples.empty() && m_rules.badExamples.empty();
}

} // namespace datanet::app
