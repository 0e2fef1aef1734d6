#include "curation/rules_draft.h"

namespace datanet::curation {

DatanetRules draftRules(const dataset::Metadata &metadata, const dataset::Schema &schema)
{
    DatanetRules rules;
    rules.title = metadata.title.trimmed().left(200);
    rules.purpose = metadata.summary.left(4000);
    rules.licence = metadata.licence;
    if (!metadata.language.isEmpty())
        rules.languages.append(metadata.language);
    rules.schema = schema;
    return rules;
}

} // namespace datanet::curation
