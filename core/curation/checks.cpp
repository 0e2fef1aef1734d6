#include "curation/checks.h"

namespace datanet::curation {

base::Result<std::vector<std::unique_ptr<Check>>> standardChecks(const DatanetRules &rules,
                                                                 const AcceptedIndex *accepted)
{
    if (const auto status = rules.validate(); !status)
        return base::fail(status.error());
    auto schema = makeSchemaCheck(rules.schema);
    if (!schema)
        return base::fail(schema.error());
    std::vector<std::unique_ptr<Check>> checks;
    checks.push_back(makePersonalDataCheck(rules.phoneRegions));
    checks.push_back(std::move(*schema));
    checks.push_back(makeDuplicateCheck(rules, accepted));
    return checks;
}

} // namespace datanet::curation
