#include "format/licence_text.h"

#include <QHash>
#include <QLocale>

namespace datanet::app {

using namespace Qt::StringLiterals;

namespace {

// Names as SPDX gives them, without "International" and the like; they are names, not words, and stay as they are.
const QHash<QString, QString> &names()
{
    static const QHash<QString, QString> all{
        {u"CC-BY-4.0"_s, u"Creative Commons Attribution 4.0"_s},
        {u"CC-BY-SA-4.0"_s, u"Creative Commons Attribution ShareAlike 4.0"_s},
        {u"CC0-1.0"_s, u"Creative Commons Zero 1.0"_s},
        {u"CC-BY-NC-4.0"_s, u"Creative Commons Attribution NonCommercial 4.0"_s},
        {u"CC-BY-NC-SA-4.0"_s, u"Creative Commons Attribution NonCommercial ShareAlike 4.0"_s},
        {u"CC-BY-ND-4.0"_s, u"Creative Commons Attribution NoDerivatives 4.0"_s},
        {u"CC-BY-NC-ND-4.0"_s, u"Creative Commons Attribution NonCommercial NoDerivatives 4.0"_s},
        {u"ODC-By-1.0"_s, u"Open Data Commons Attribution 1.0"_s},
        {u"ODbL-1.0"_s, u"Open Database License 1.0"_s},
        {u"PDDL-1.0"_s, u"Open Data Commons Public Domain Dedication 1.0"_s},
        {u"CDLA-Permissive-2.0"_s, u"Community Data License Permissive 2.0"_s},
        {u"CDLA-Permissive-1.0"_s, u"Community Data License Permissive 1.0"_s},
        {u"CDLA-Sharing-1.0"_s, u"Community Data License Sharing 1.0"_s},
        {u"O-UDA-1.0"_s, u"Open Use of Data Agreement 1.0"_s},
        {u"C-UDA-1.0"_s, u"Computational Use of Data Agreement 1.0"_s},
        {u"MIT"_s, u"MIT License"_s},
        {u"MIT-0"_s, u"MIT No Attribution"_s},
        {u"Apache-2.0"_s, u"Apache License 2.0"_s},
        {u"BSD-2-Clause"_s, u"BSD 2-Clause"_s},
        {u"BSD-3-Clause"_s, u"BSD 3-Clause"_s},
        {u"0BSD"_s, u"BSD Zero Clause"_s},
        {u"ISC"_s, u"ISC License"_s},
        {u"Zlib"_s, u"zlib License"_s},
        {u"Unlicense"_s, u"The Unlicense"_s},
        {u"MPL-2.0"_s, u"Mozilla Public License 2.0"_s},
        {u"GPL-2.0-only"_s, u"GNU General Public License 2.0 only"_s},
        {u"GPL-2.0-or-later"_s, u"GNU General Public License 2.0 or later"_s},
        {u"GPL-3.0-only"_s, u"GNU General Public License 3.0 only"_s},
        {u"GPL-3.0-or-later"_s, u"GNU General Public License 3.0 or later"_s},
        {u"LGPL-2.1-only"_s, u"GNU Lesser General Public License 2.1 only"_s},
        {u"LGPL-2.1-or-later"_s, u"GNU Lesser General Public License 2.1 or later"_s},
        {u"LGPL-3.0-only"_s, u"GNU Lesser General Public License 3.0 only"_s},
        {u"LGPL-3.0-or-later"_s, u"GNU Lesser General Public License 3.0 or later"_s},
        {u"AGPL-3.0-only"_s, u"GNU Affero General Public License 3.0 only"_s},
        {u"AGPL-3.0-or-later"_s, u"GNU Affero General Public License 3.0 or later"_s},
        {u"GFDL-1.1-or-later"_s, u"GNU Free Documentation License 1.1 or later"_s},
        {u"GFDL-1.2-or-later"_s, u"GNU Free Documentation License 1.2 or later"_s},
        {u"GFDL-1.3-only"_s, u"GNU Free Documentation License 1.3 only"_s},
        {u"GFDL-1.3-or-later"_s, u"GNU Free Documentation License 1.3 or later"_s},
        {u"EUPL-1.2"_s, u"European Union Public License 1.2"_s},
        {u"EPL-2.0"_s, u"Eclipse Public License 2.0"_s},
        {u"CC-BY-1.0"_s, u"Creative Commons Attribution 1.0"_s},
        {u"CC-BY-2.0"_s, u"Creative Commons Attribution 2.0"_s},
        {u"CC-BY-2.5"_s, u"Creative Commons Attribution 2.5"_s},
        {u"CC-BY-3.0"_s, u"Creative Commons Attribution 3.0"_s},
        {u"CC-BY-SA-1.0"_s, u"Creative Commons Attribution ShareAlike 1.0"_s},
        {u"CC-BY-SA-2.0"_s, u"Creative Commons Attribution ShareAlike 2.0"_s},
        {u"CC-BY-SA-2.5"_s, u"Creative Commons Attribution ShareAlike 2.5"_s},
        {u"CC-BY-SA-3.0"_s, u"Creative Commons Attribution ShareAlike 3.0"_s},
        {u"CC-BY-NC-3.0"_s, u"Creative Commons Attribution NonCommercial 3.0"_s},
        {u"CC-BY-NC-SA-3.0"_s, u"Creative Commons Attribution NonCommercial ShareAlike 3.0"_s},
        {u"CC-PDDC"_s, u"Creative Commons Public Domain Dedication and Certification"_s},
        {u"OGL-UK-3.0"_s, u"Open Government Licence UK 3.0"_s},
        {u"OGL-UK-2.0"_s, u"Open Government Licence UK 2.0"_s},
        {u"OGL-Canada-2.0"_s, u"Open Government Licence Canada 2.0"_s},
        {u"etalab-2.0"_s, u"Etalab Open License 2.0"_s},
        {u"DL-DE-BY-2.0"_s, u"Data licence Germany attribution 2.0"_s},
        {u"DL-DE-ZERO-2.0"_s, u"Data licence Germany zero 2.0"_s},
        {u"NLOD-2.0"_s, u"Norwegian Licence for Open Government Data 2.0"_s},
        {u"Artistic-2.0"_s, u"Artistic License 2.0"_s},
        {u"FSFAP"_s, u"FSF All Permissive License"_s},
        {u"OFL-1.1"_s, u"SIL Open Font License 1.1"_s},
        {u"OPL-1.0"_s, u"Open Public License 1.0"_s},
        {u"Unicode-DFS-2016"_s, u"Unicode License Agreement 2016"_s},
        {u"W3C"_s, u"W3C Software Notice and License"_s},
        {u"WordNet"_s, u"WordNet License"_s},
        {u"HPND"_s, u"Historical Permission Notice and Disclaimer"_s},
        {u"LAL-1.3"_s, u"Licence Art Libre 1.3"_s},
        {u"NIST-PD"_s, u"NIST Public Domain Notice"_s},
    };
    return all;
}

QStringList texts(const QStringList &identifiers)
{
    QStringList list;
    for (const QString &identifier : identifiers)
        list.append(licenceText(identifier));
    return list;
}

} // namespace

QString licenceText(const QString &identifier)
{
    const QString name = names().value(identifier);
    return name.isEmpty() ? identifier : u"%1 (%2)"_s.arg(name, identifier);
}

QString licenceList(const QStringList &identifiers)
{
    return QLocale().createSeparatedList(texts(identifiers));
}

QString licenceLines(const QStringList &identifiers)
{
    return texts(identifiers).join(u'\n');
}

} // namespace datanet::app
