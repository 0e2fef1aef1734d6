#include "sync/practice_choices.h"

#include "base/canonical_json.h"
#include "base/files.h"

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::fail;

namespace {

QString choicesPath(const PracticeFolders &folders)
{
    return folders.root() + u"/choices.json"_s;
}

} // namespace

base::Result<PracticeChoices> PracticeChoices::load(const PracticeFolders &folders)
{
    const auto bytes = base::files::read(choicesPath(folders), 4096);
    if (!bytes)
        return bytes.error().kind == base::ErrorKind::NotFound ? base::Result<PracticeChoices>(PracticeChoices())
                                                               : fail(bytes.error());
    const auto json = base::parseObject(*bytes, 4096);
    const auto seconds = json ? json->value(u"appealWindow"_s).toInteger(-1) : -1;
    if (seconds < 0)
        return fail(base::ErrorKind::Corrupt, choicesPath(folders) + u" is damaged"_s,
                    u"begin a new practice network: datanet practice reset"_s);
    return PracticeChoices{static_cast<std::uint64_t>(seconds)};
}

base::Status PracticeChoices::save(const PracticeFolders &folders) const
{
    if (const auto made = base::files::makeFolder(folders.root()); !made)
        return made;
    return base::files::writeAtomically(
        choicesPath(folders),
        base::canonicalJson(QJsonObject{{u"format"_s, 1}, {u"appealWindow"_s, static_cast<qint64>(appealWindow)}}));
}

} // namespace datanet::sync
