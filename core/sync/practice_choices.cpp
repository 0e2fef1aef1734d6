#include "sync/practice_choices.h"

#include "base/canonical_json.h"
#include "base/files.h"
#include "chain/bindings/parameter_names.h"

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::fail;

namespace {

const QString kFormat = u"format"_s;

QString choicesPath(const PracticeFolders &folders)
{
    return folders.root() + u"/choices.json"_s;
}

tl::unexpected<base::Error> damaged(const PracticeFolders &folders)
{
    return fail(base::ErrorKind::Corrupt, choicesPath(folders) + u" is damaged"_s,
                u"begin a new practice network: datanet practice reset"_s);
}

} // namespace

chain::ParameterValues PracticeChoices::values() const
{
    chain::ParameterValues result = chain::practiceParameters();
    for (const auto &[key, value] : parameters)
        result.values[static_cast<std::size_t>(key)] = value;
    return result;
}

base::Result<PracticeChoices> PracticeChoices::load(const PracticeFolders &folders)
{
    const auto bytes = base::files::read(choicesPath(folders), 4096);
    if (!bytes)
        return bytes.error().kind == base::ErrorKind::NotFound ? base::Result<PracticeChoices>(PracticeChoices())
                                                               : fail(bytes.error());
    const auto json = base::parseObject(*bytes, 4096);
    if (!json)
        return damaged(folders);
    PracticeChoices choices;
    for (auto member = json->begin(); member != json->end(); ++member) {
        if (member.key() == kFormat)
            continue;
        const auto key = chain::parameterNamed(member.key());
        const auto value = member.value().toInteger(-1);
        if (!key || value < 0)
            return damaged(folders);
        choices.parameters[*key] = static_cast<std::uint64_t>(value);
    }
    return choices;
}

base::Status PracticeChoices::save(const PracticeFolders &folders) const
{
    if (const auto made = base::files::makeFolder(folders.root()); !made)
        return made;
    QJsonObject json{{kFormat, 1}};
    for (const auto &[key, value] : parameters)
        json[chain::parameterName(key)] = static_cast<qint64>(value);
    return base::files::writeAtomically(choicesPath(folders), base::canonicalJson(json));
}

} // namespace datanet::sync
