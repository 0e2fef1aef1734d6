#include "viewmodels/cloning.h"

#include "format/error_text.h"
#include "versioning/remotes.h"
#include "versioning/workspace.h"
#include "viewmodels/clone_address.h"

#include <QDir>
#include <QFileInfo>

namespace datanet::app {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;

Cloning::Cloning(Services &services, DataSets &dataSets, QObject *parent)
    : QObject(parent), m_services(services), m_dataSets(dataSets), m_login(services, m_work, this)
{
    connect(&m_login, &PlaceLogin::told, this, &Cloning::told);
}

QString Cloning::problem(const QString &address) const
{
    const QString place = cloneAddress(address);
    if (place.isEmpty() || versioning::checkAddress(place))
        return {};
    if (!QUrl(place).password().isEmpty())
        return tr("Leave the password out: it would be kept in plain text. You are asked for it when it is needed.");
    //: Under a field for the address of a data set
    return tr("This is no address. Give an https or ssh address, a folder or a file.");
}

QString Cloning::suggestedName(const QString &address) const
{
    return nameInAddress(address);
}

QString Cloning::addressOf(const QUrl &chosen) const
{
    return QDir::toNativeSeparators(chosen.toLocalFile());
}

bool Cloning::isFile(const QString &address) const
{
    return QFileInfo(cloneAddress(address)).isFile();
}

bool Cloning::hasPart(const QString &address) const
{
    return !m_dataSets.partlyCopied(cloneAddress(address)).isEmpty();
}

QString Cloning::folder(const QString &address, const QString &name) const
{
    const QString part = m_dataSets.partlyCopied(address);
    return !part.isEmpty() && DataSets::isCalled(part, name) ? part : m_dataSets.newFolder(name);
}

QString Cloning::folderText(const QString &address, const QString &name) const
{
    return QDir::toNativeSeparators(folder(cloneAddress(address), name));
}

void Cloning::get(const QString &address, const QString &name, bool newestOnly)
{
    if (m_work.isRunning())
        return;
    const QString place = cloneAddress(address);
    if (auto status = versioning::checkAddress(place); !status) {
        m_work.fail(status.error());
        return;
    }
    const QString target = folder(place, name);
    // Called otherwise now: what came goes along.
    const QString part = m_dataSets.partlyCopied(place);
    if (!part.isEmpty() && part != target && !QDir().rename(part, target)) {
        m_work.fail({base::ErrorKind::Io, u"cannot rename %1 to %2"_s.arg(part, target), {}});
        return;
    }
    m_dataSets.setPartlyCopied(place, target);
    fetch(place, target, newestOnly);
}

base::Error Cloning::explained(const QString &address, const base::Error &error)
{
    if (error.kind == base::ErrorKind::Network && QFileInfo(address).isFile())
        return {base::ErrorKind::Corrupt, tr("%1 is damaged, or no file with all versions of a data set").arg(address),
                tr("Nothing was changed. Copy it here again, or have it written again.")};
    if (error.kind == base::ErrorKind::Corrupt)
        return {base::ErrorKind::Invalid,
                //: What was fetched is no data set; %1 is its address, %2 what is wrong, as a sentence
                tr("What is at %1 is no data set that this program knows. %2")
                    .arg(address, ErrorSentences::sentence(error.what)),
                tr("Nothing was kept. Check the address; if it is right, a newer version of this program may have made "
                   "it.")};
    return error;
}

void Cloning::fetch(const QString &address, const QString &folder, bool newestOnly)
{
    struct Outcome
    {
        DataSetFacts facts;
        std::optional<versioning::Site> wanted; // nothing happened: this server wants a login first
    };
    auto task = m_services.run<Outcome>(
        m_services.dataLane(folder), [address, folder, newestOnly](base::TaskContext &context) -> Result<Outcome> {
            auto workspace = versioning::Workspace::clone(address, folder, context, {newestOnly ? 1 : 0, false});
            if (!workspace) {
                const auto site = PlaceLogin::siteThatAsks(address, workspace.error());
                if (!site)
                    return fail(explained(address, workspace.error()));
                Outcome outcome;
                outcome.wanted = site;
                return outcome;
            }
            auto facts = readFacts(*workspace);
            if (!facts)
                return fail(facts.error());
            return Outcome{std::move(*facts), {}};
        });
    m_work.start(task, [this, address, folder, newestOnly](const Outcome &outcome) {
        if (outcome.wanted) {
            m_login.ask(*outcome.wanted, [this, address, folder, newestOnly] { fetch(address, folder, newestOnly); });
            return;
        }
        m_login.worked();
        m_dataSets.setPartlyCopied(address, {});
        Q_EMIT got(folder, outcome.facts);
    });
}

} // namespace datanet::app
