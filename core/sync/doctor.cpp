#include "sync/doctor.h"

#include "base/files.h"
#include "chain/contract_artefact.h"
#include "chain/network_profile.h"
#include "chain/node_client.h"

#include <QProcess>
#include <QStandardPaths>

namespace datanet::sync {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t kEnoughSpace = 1'000'000'000; // bytes

Checkup good(const QString &name, const QString &found)
{
    return {name, Checkup::State::Good, found, {}};
}

Checkup bad(const QString &name, const base::Error &error, const QString &fix)
{
    return {name, Checkup::State::Bad, error.what, error.hint.isEmpty() ? fix : error.hint};
}

Checkup dataFolder(const Home &home)
{
    const QString name = u"data folder"_s;
    const QString probe = home.path + u"/.probe"_s;
    auto status = base::files::makeFolder(home.path);
    if (status)
        status = base::files::writePrivately(probe, "probe");
    if (status)
        status = base::files::removeFile(probe);
    if (!status)
        return bad(name, status.error(), u"name another folder with --home or DATANET_HOME"_s);
    return good(name, home.path + u" can be written"_s);
}

Checkup space(const Home &home)
{
    const auto free = base::files::freeSpace(home.path);
    if (!free)
        return {u"disk space"_s, Checkup::State::Warning, u"the system does not say how much is free"_s, {}};
    const QString found = QString::number(*free / 1'000'000) + u" MB free"_s;
    if (*free < kEnoughSpace)
        return {u"disk space"_s, Checkup::State::Warning, found, u"make room: a million records take about 500 MB"_s};
    return good(u"disk space"_s, found);
}

Checkup program(const QString &program, const QStringList &arguments, const QString &purpose, const QString &fix)
{
    const QString path = QStandardPaths::findExecutable(program);
    if (path.isEmpty())
        return {program, Checkup::State::Bad, u"not installed; needed "_s + purpose, fix};
    QProcess process;
    process.start(path, arguments);
    if (!process.waitForFinished(10'000) || process.exitCode() != 0)
        return {program, Checkup::State::Bad, path + u" does not run"_s, fix};
    return good(program, QString::fromUtf8(process.readAllStandardOutput()).section(u'\n', 0, 0).trimmed());
}

Checkup contracts(const QString &resources)
{
    const auto set = chain::ContractSet::load(resources + u"/contracts"_s);
    if (!set)
        return bad(u"contracts"_s, set.error(), u"install the application again"_s);
    QStringList names;
    for (const QStringView name : chain::ContractSet::kNames)
        names << name.toString();
    return good(u"contracts"_s, names.join(u", "_s));
}

Checkup network(const chain::NetworkStore &networks, chain::Transport &transport, base::TaskContext &context)
{
    const QString name = u"network"_s;
    const auto profile = networks.load(networks.current());
    if (!profile)
        return bad(name, profile.error(), u"datanet network list"_s);
    if (profile->servers.empty())
        return {name, Checkup::State::Warning,
                profile->practice ? u"the practice network was never started"_s
                                  : u"no server is known for "_s + profile->title,
                profile->practice ? u"datanet practice up"_s : u"datanet network list"_s};
    for (const auto &server : profile->servers) {
        const chain::NodeClient node(chain::JsonRpcClient(server.url, transport));
        const auto id = node.chainId(context);
        if (!id) {
            if (profile->practice)
                return {name, Checkup::State::Warning, u"the practice network is not running"_s,
                        u"datanet practice up"_s};
            return {name, Checkup::State::Warning, id.error().what, u"check the connection, or use another network"_s};
        }
        if (*id != profile->chainId)
            return {name, Checkup::State::Bad,
                    u"%1 is chain %2, not %3"_s.arg(server.url.toDisplayString()).arg(*id).arg(profile->chainId),
                    u"remove that server from the profile"_s};
    }
    return good(name, u"%1 (chain %2) answers"_s.arg(profile->title).arg(profile->chainId));
}

} // namespace

std::vector<Checkup> examine(const Home &home, const QString &resources, chain::Transport &transport,
                             base::TaskContext &context)
{
    const chain::NetworkStore networks(resources + u"/networks"_s, home.path);
    return {
        dataFolder(home),
        space(home),
        program(u"git"_s, {u"--version"_s}, u"to exchange versions"_s, u"apt install git"_s),
        contracts(resources),
        network(networks, transport, context),
    };
}

} // namespace datanet::sync
