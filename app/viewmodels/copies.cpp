#include "viewmodels/copies.h"

#include "provenance/device_identity.h"
#include "versioning/remotes.h"
#include "versioning/workspace.h"
#include "viewmodels/data_set_facts.h"
#include "viewmodels/workspace_task.h"

namespace datanet::app {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;

namespace {

Result<QVariantList> listed(const versioning::Repository &repository)
{
    const auto all = versioning::remotes(repository);
    if (!all)
        return fail(all.error());
    QVariantList places;
    for (const auto &each : *all)
        places.append(QVariantMap{{u"name"_s, each.name}, {u"address"_s, each.url}});
    return places;
}

// The server of a place, when that wants a login.
std::optional<versioning::Site> siteThatAsks(const versioning::Repository &repository, const QString &place,
                                             const base::Error &error)
{
    if (place.isEmpty())
        return std::nullopt;
    const auto remote = versioning::remoteNamed(repository, place);
    return remote ? PlaceLogin::siteThatAsks(remote->url, error) : std::nullopt;
}

} // namespace

Copies::Copies(Services &services, QObject *parent)
    : QObject(parent), m_services(services), m_login(services, m_working, this)
{
    connect(&m_login, &PlaceLogin::told, this, &Copies::told);
}

void Copies::show(const QString &folder)
{
    m_working.cancel();
    m_login.refuse();
    m_working.dismissError();
    m_folder = folder;
    take({}, {});
}

void Copies::take(const QVariantList &places, const QString &olderAt)
{
    if (olderAt != m_olderAt) {
        m_olderAt = olderAt;
        Q_EMIT lacksOlderChanged();
    }
    if (places == m_places)
        return;
    m_places = places;
    Q_EMIT placesChanged();
}

void Copies::run(const QString &place, Work work)
{
    auto task = onWorkspace<Outcome>(
        m_services, m_folder,
        [work, place](versioning::Workspace &workspace, base::TaskContext &context) -> Result<Outcome> {
            auto outcome = work(workspace, context);
            if (!outcome) {
                const auto site = siteThatAsks(workspace.repository(), place, outcome.error());
                if (!site)
                    return outcome;
                outcome = Outcome();
                outcome->wanted = site;
            }
            auto places = listed(workspace.repository());
            if (!places)
                return fail(places.error());
            outcome->places = std::move(*places);
            if (const auto usual = versioning::usualRemote(workspace.repository());
                usual && workspace.repository().isShallow())
                outcome->olderAt = usual->name;
            return outcome;
        });
    m_working.start(task, [this, work, place](const Outcome &outcome) {
        take(outcome.places, outcome.olderAt);
        if (outcome.wanted) {
            m_login.ask(*outcome.wanted, [this, work, place] { run(place, work); });
            return;
        }
        if (!place.isEmpty())
            m_login.worked();
        if (outcome.isChanged)
            Q_EMIT contentChanged();
        if (!outcome.words.isEmpty())
            Q_EMIT told(outcome.words);
        if (outcome.hasConflicts)
            Q_EMIT conflicted();
    });
}

void Copies::refresh()
{
    if (!m_folder.isEmpty())
        run({}, [](versioning::Workspace &, base::TaskContext &) -> Result<Outcome> { return Outcome(); });
}

void Copies::add(const QString &name, const QString &address)
{
    run({}, [name, address](versioning::Workspace &workspace, base::TaskContext &) -> Result<Outcome> {
        const auto status = versioning::addRemote(workspace.repository(), {name, address});
        return status ? Result<Outcome>(Outcome()) : fail(status.error());
    });
}

void Copies::remove(const QString &name)
{
    run({}, [name](versioning::Workspace &workspace, base::TaskContext &) -> Result<Outcome> {
        const auto status = versioning::removeRemote(workspace.repository(), name);
        return status ? Result<Outcome>(Outcome()) : fail(status.error());
    });
}

void Copies::send(const QString &name)
{
    run(name, [name](versioning::Workspace &workspace, base::TaskContext &context) -> Result<Outcome> {
        auto &repository = workspace.repository();
        const auto remote = versioning::remoteNamed(repository, name);
        const auto branch = repository.currentRef();
        if (!remote || !branch)
            return fail(!remote ? remote.error() : branch.error());
        const auto status = versioning::pushRemote(repository, *remote, branch->mid(11), true, context);
        if (!status)
            return fail(status.error());
        Outcome outcome;
        //: Told after versions were sent to another place; %1 is its name
        outcome.words = tr("Sent to %1").arg(name);
        return outcome;
    });
}

void Copies::bringOlder()
{
    run(m_olderAt, [name = m_olderAt](versioning::Workspace &workspace, base::TaskContext &context) -> Result<Outcome> {
        const auto remote = versioning::remoteNamed(workspace.repository(), name);
        if (!remote)
            return fail(remote.error());
        versioning::FetchOptions options;
        options.wholeHistory = true;
        const auto fetched = versioning::fetchRemote(workspace.repository(), *remote, options, localPerson(), context);
        if (!fetched)
            return fail(fetched.error());
        Outcome outcome;
        outcome.isChanged = true; // numbers of versions, too
        outcome.words = tr("All older versions are here");
        return outcome;
    });
}

void Copies::bring(const QString &name)
{
    run(name,
        [name, home = m_services.home().path](versioning::Workspace &workspace,
                                              base::TaskContext &context) -> Result<Outcome> {
            const auto remote = versioning::remoteNamed(workspace.repository(), name);
            const auto device = provenance::DeviceIdentity::open(home);
            if (!remote || !device)
                return fail(!remote ? remote.error() : device.error());
            //: Message of a version in which what is elsewhere was brought in; %1 is the place's name
            const QString message = tr("Bring in %1").arg(name);
            const auto report = workspace.pull(
                *remote, {{message, localPerson(), QDateTime::currentDateTime(), device->commitSigner()}, name},
                context);
            if (!report)
                return fail(report.error());
            using Kind = versioning::MergeReport::Outcome;
            Outcome outcome;
            outcome.isChanged = report->outcome != Kind::UpToDate;
            outcome.hasConflicts = report->outcome == Kind::Conflicts;
            if (!outcome.isChanged)
                //: %1 is the name of another place that holds a copy
                outcome.words = tr("Nothing new on %1").arg(name);
            else if (!outcome.hasConflicts)
                //: %1 is the name of another place that holds a copy
                outcome.words = tr("Brought in from %1").arg(name);
            return outcome;
        });
}

} // namespace datanet::app
