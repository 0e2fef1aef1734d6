#include "sync/practice_supervisor.h"

#include "base/canonical_json.h"
#include "base/file_lock.h"
#include "base/files.h"
#include "crypto/address.h"
#include "crypto/random.h"
#include "sync/inbox_client.h"
#include "sync/practice_coins.h"
#include "sync/practice_founding.h"
#include "sync/practice_jury.h"
#include "sync/practice_market.h"
#include "sync/practice_network.h"
#include "sync/practice_programs.h"
#include "sync/practice_seeding.h"
#include "sync/practice_welcome.h"

#include <QDateTime>
#include <QThread>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <thread>
#include <unistd.h>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Status;

namespace {

constexpr qint64 kSteadySeconds = 60;

std::atomic<bool> gStop{false}; // set by signals and by `practice down`

void onSignal(int)
{
    gStop = true;
}

// What the steps of the start report, and where they learn that it is over.
class StartContext final : public base::TaskContext
{
public:
    [[nodiscard]] bool cancelled() const override { return gStop; }
    void progress(std::int64_t, std::int64_t) override { }
    void step(const QString &words) override
    {
        const std::scoped_lock lock(m_mutex);
        m_step = words;
    }
    [[nodiscard]] QString current() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_step;
    }

private:
    mutable std::mutex m_mutex;
    QString m_step = u"Starting"_s;
};

// A child program that is started again when it ends, each time a little later unless it had run for a minute.
struct Kept
{
    QString name;
    QString work;
    QStringList arguments;
    QString log;
    std::optional<ChildProcess> process;
    QDateTime started;
    QDateTime notBefore;
    int ends = 0; // in short succession
};

class Supervisor
{
public:
    Supervisor(const Home &home, QString resources) : m_folders{home}, m_resources(std::move(resources)) { }

    Status run();

private:
    Status begin();
    Status found();
    Status start();
    void keep(Kept &child);
    void keepAll();
    Status awaitInbox();
    Status saveProfile(chain::NetworkProfile profile);
    Status openJury();
    void writeStatus(PracticeStatus::State state, const base::Error &problem = {});
    base::Result<QJsonObject> control(const QString &action, const QJsonObject &request);
    [[nodiscard]] QUrl inboxUrl() const { return QUrl(u"http://127.0.0.1:%1/"_s.arg(m_setup.inboxPort)); }

    PracticeFolders m_folders;
    QString m_resources;
    QString m_program;
    PracticeSetup m_setup;
    StartContext m_context;
    std::optional<chain::ContractSet> m_contracts;
    std::unique_ptr<PracticeNode> m_node;
    std::unique_ptr<PracticeGate> m_gate;
    std::vector<Kept> m_children;
    QString m_account;
    QStringList m_notes;
    base::Bytes m_written; // status.json as it is
    std::uint64_t m_block = 0;

    // Founding, seeding and paying newcomers run beside the main thread, which meanwhile makes blocks and watches the
    // children. m_setup is the starter's; the main thread reads its ports, which are fixed before, and its datanet,
    // once m_founded is set.
    std::thread m_starter;
    std::atomic<bool> m_founded{false};
    std::atomic<bool> m_started{false};
    std::mutex m_mutex;
    std::optional<base::Error> m_problem;
};

Status Supervisor::run()
{
    std::optional<base::FileLock> lock;
    for (int attempt = 0; attempt < 20 && !lock; ++attempt) {
        auto taken = base::FileLock::take(m_folders.lock());
        if (taken)
            lock.emplace(std::move(*taken));
        else if (taken.error().kind != ErrorKind::Conflict || attempt == 19)
            return fail(taken.error());
        else
            QThread::msleep(100); // somebody looks whether the network runs
    }
    writeStatus(PracticeStatus::State::Starting);
    Status result = begin();
    if (result)
        m_starter = std::thread([this] {
            if (const auto started = start(); !started) {
                const std::scoped_lock guard(m_mutex);
                m_problem = started.error();
                return;
            }
            m_started = true;
            welcomeLatecomers(*m_gate, m_folders, *m_contracts, m_setup, m_context);
        });
    base::Unwatched unwatched;
    while (result && !gStop) {
        if (const auto ticked = m_gate->tick(unwatched); !ticked) {
            std::fprintf(stderr, "node: %s\n", qPrintable(ticked.error().what));
            QThread::msleep(500);
        }
        keepAll();
        {
            const std::scoped_lock guard(m_mutex);
            if (m_problem)
                result = fail(*m_problem);
        }
        if (const auto head =
                m_node->isRunning() ? m_node->head(unwatched) : base::Result<PracticeNode::Head>(base::cancelled()))
            m_block = head->number;
        writeStatus(m_started ? PracticeStatus::State::Ready : PracticeStatus::State::Starting);
        QThread::msleep(100);
    }
    const bool stopped = gStop.exchange(true); // the starter must end too
    if (m_starter.joinable())
        m_starter.join();
    for (Kept &child : m_children)
        child.process.reset();
    if (m_gate && m_node && m_node->isRunning())
        if (const auto saved = m_gate->alone([](PracticeNode &) { return Status(); }, unwatched); !saved)
            std::fprintf(stderr, "last snapshot: %s\n", qPrintable(saved.error().what));
    m_gate.reset();
    m_node.reset();
    if (!result && !(stopped && result.error().kind == ErrorKind::Cancelled)) {
        writeStatus(PracticeStatus::State::Failed, result.error());
        return result;
    }
    writeStatus(PracticeStatus::State::Stopped);
    return {};
}

Status Supervisor::start()
{
    if (const auto founded = found(); !founded)
        return founded;
    if (const auto opened = openPracticeMarket(*m_gate, m_folders, *m_contracts, m_context); !opened)
        return opened;
    if (const auto opened = openJury(); !opened)
        return opened;
    m_context.step(u"Making your practice account"_s);
    const auto account = welcomeAll(*m_gate, m_folders, *m_contracts, m_setup, m_context);
    if (!account)
        return fail(account.error());
    {
        const std::scoped_lock guard(m_mutex);
        m_account = crypto::checksummed(*account);
    }
    m_founded = true;
    const auto pass = [this](std::uint64_t seconds) {
        return m_gate->alone([&](PracticeNode &node) { return node.advance(seconds, m_context); }, m_context);
    };
    return seedPracticeDatanet(PracticeCommand(m_program, m_folders.program(kSeeder)), m_folders, m_resources, m_setup,
                               pass, m_context);
}

Status Supervisor::begin()
{
    auto setup = PracticeSetup::load(m_folders.setup());
    if (!setup)
        return fail(setup.error());
    m_setup = std::move(*setup);
    const auto program = findDatanet();
    if (!program)
        return fail(program.error());
    m_program = *program;
    const auto anvil = findAnvil();
    if (!anvil)
        return fail(anvil.error());
    auto contracts = chain::ContractSet::load(m_resources + u"/contracts"_s);
    if (!contracts)
        return fail(contracts.error());
    m_contracts = std::move(*contracts);
    // A founding that was interrupted is of no use to anybody: begin again with nothing.
    if (m_setup.datanet == 0)
        for (const QString &folder :
             {m_folders.node(), m_folders.inbox(), m_folders.remotes(), m_folders.programs(), m_folders.seed()})
            if (const auto removed = base::files::removeTree(folder); !removed)
                return removed;
    for (const QString &folder : {m_folders.logs(), m_folders.inbox(), m_folders.programs()})
        if (const auto made = base::files::makeFolder(folder); !made)
            return made;

    m_context.step(u"Starting the node"_s);
    auto node = PracticeNode::start({m_folders.node(), *anvil, kPracticeChainId}, m_context);
    if (!node)
        return fail(node.error());
    m_node = std::move(*node);
    m_notes = m_node->problems();
    if (m_setup.datanet != 0 && !m_node->continued())
        return fail(ErrorKind::Corrupt, u"the practice chain's state is gone"_s,
                    u"begin a new one: datanet practice reset"_s);
    const QString token = QString::fromLatin1(base::toPlainHex(crypto::randomBytes(32)));
    const auto handler = [this](const QString &action, const QJsonObject &request) { return control(action, request); };
    // The port of last time, so that profiles and programs keep working; another one when it was taken meanwhile.
    auto gate = PracticeGate::start(*m_node, m_setup.nodePort ? m_setup.nodePort : freePort(), token, handler);
    if (!gate)
        gate = PracticeGate::start(*m_node, freePort(), token, handler);
    if (!gate)
        return fail(gate.error());
    m_gate = std::move(*gate);
    m_setup.nodePort = m_gate->port();
    if (!isFreePort(m_setup.inboxPort))
        m_setup.inboxPort = freePort();
    return base::files::writePrivately(
        m_folders.control(), base::canonicalJson(QJsonObject{{u"port"_s, m_gate->port()}, {u"token"_s, token}}));
}

Status Supervisor::found()
{
    if (const auto up = awaitInbox(); !up)
        return up;
    if (m_setup.datanet == 0) {
        const auto founding = foundPracticeNetwork(*m_gate, m_folders, *m_contracts, inboxUrl(), m_context);
        if (!founding)
            return fail(founding.error());
        if (const auto saved = saveProfile(founding->profile); !saved)
            return saved;
        m_setup.datanet = founding->datanet;
        return m_setup.save(m_folders.setup());
    }
    const auto bytes = base::files::read(m_folders.profile(), 1 << 20);
    if (!bytes)
        return fail(bytes.error());
    auto profile = chain::NetworkProfile::fromJson(*bytes);
    if (!profile)
        return fail(profile.error());
    if (const auto opened = openPracticeBank(*m_gate, m_folders, m_context); !opened)
        return opened;
    const auto before = PracticeSetup::load(m_folders.setup());
    if (before && before->inboxPort != m_setup.inboxPort)
        if (const auto moved =
                moveInbox(*m_gate, m_folders, *m_contracts, *profile, m_setup.datanet, inboxUrl(), m_context);
            !moved)
            return moved;
    if (const auto saved = saveProfile(*profile); !saved)
        return saved;
    return m_setup.save(m_folders.setup());
}

Status Supervisor::openJury()
{
    const auto bytes = base::files::read(m_folders.profile(), 1 << 20);
    const auto profile =
        bytes ? chain::NetworkProfile::fromJson(*bytes) : base::Result<chain::NetworkProfile>(fail(bytes.error()));
    return profile ? openPracticeJury(*m_gate, m_folders, *m_contracts, *profile, m_context)
                   : Status(fail(profile.error()));
}

Status Supervisor::saveProfile(chain::NetworkProfile profile)
{
    profile.servers = {{m_gate->url(), true}};
    if (const auto written = base::files::writeAtomically(m_folders.profile(), profile.toJson()); !written)
        return written;
    QStringList homes{m_folders.home.path, m_folders.program(kCurator), m_folders.program(kSeeder),
                      m_folders.program(kAttributor), m_folders.program(kCustomer)};
    for (const QString &name : practiceReviewers() + practiceJurors())
        homes << m_folders.program(name);
    for (const QString &home : homes)
        if (const auto saved = chain::NetworkStore(QString(m_resources + u"/networks"_s), home).save(profile); !saved)
            return saved;
    return {};
}

Status Supervisor::awaitInbox()
{
    m_context.step(u"Starting the inbox"_s);
    for (int attempt = 0; attempt < 150; ++attempt) {
        if (m_context.cancelled())
            return base::cancelled();
        if (InboxClient(inboxUrl()).status(m_context))
            return {};
        QThread::msleep(100);
    }
    return fail(ErrorKind::Io, u"the inbox did not start; its words are in "_s + m_folders.logs() + u"/inbox.log"_s);
}

void Supervisor::keep(Kept &child)
{
    if (child.process && child.process->isRunning())
        return;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (child.process) {
        child.process.reset();
        if (child.started.secsTo(now) >= kSteadySeconds)
            child.ends = 0;
        child.notBefore = now.addSecs(qMin(++child.ends, 30));
    }
    if (child.notBefore > now)
        return;
    auto process = ChildProcess::start(m_program, child.arguments, child.log);
    child.started = now;
    if (process)
        child.process.emplace(std::move(*process));
    else
        child.notBefore = now.addSecs(qMin(++child.ends, 30));
}

void Supervisor::keepAll()
{
    if (m_children.empty()) {
        m_children.push_back({u"inbox"_s,
                              u"inbox"_s,
                              {u"--home"_s, m_folders.home.path, u"inbox"_s, u"serve"_s, u"--folder"_s,
                               m_folders.inbox(), u"--port"_s, QString::number(m_setup.inboxPort)},
                              m_folders.logs() + u"/inbox.log"_s,
                              {},
                              {},
                              {},
                              0});
    }
    if (m_founded && m_children.size() == 1) {
        const QString datanet = QString::number(m_setup.datanet);
        for (const QString &name : practiceReviewers() + QStringList{kCurator}) {
            const QStringList arguments{u"--home"_s,   m_folders.program(name), u"--network"_s,
                                        u"practice"_s, u"practice"_s,           u"program"_s,
                                        u"reviewer"_s, u"--datanet"_s,          datanet};
            m_children.push_back({name,
                                  name == kCurator ? u"publisher"_s : u"reviewer"_s,
                                  arguments,
                                  QString(m_folders.logs() + u'/' + name + u".log"_s),
                                  {},
                                  {},
                                  {},
                                  0});
        }
        QStringList jury{u"--home"_s, m_folders.home.path, u"practice"_s, u"program"_s, u"jury"_s};
        for (const QString &name : practiceJurors())
            jury << u"--juror"_s << m_folders.program(name);
        m_children.push_back({u"jury"_s, u"jury"_s, jury, QString(m_folders.logs() + u"/jury.log"_s), {}, {}, {}, 0});
        for (const QString &name : {kAttributor, kCustomer}) {
            QStringList arguments{
                u"--home"_s, m_folders.program(name), u"--network"_s, u"practice"_s, u"practice"_s, u"program"_s, name};
            if (name == kAttributor)
                arguments << u"--datanet"_s << datanet;
            m_children.push_back(
                {name, name, arguments, QString(m_folders.logs() + u'/' + name + u".log"_s), {}, {}, {}, 0});
        }
    }
    for (Kept &child : m_children)
        keep(child);
}

base::Result<QJsonObject> Supervisor::control(const QString &action, const QJsonObject &request)
{
    base::Unwatched unwatched;
    if (action == u"stop"_s) {
        gStop = true;
        return QJsonObject{};
    }
    if (action == u"advance"_s) {
        const auto seconds = static_cast<std::uint64_t>(qMax<qint64>(0, request.value(u"seconds"_s).toInteger()));
        const auto moved =
            m_gate->alone([&](PracticeNode &node) { return node.advance(seconds, unwatched); }, unwatched);
        return moved ? base::Result<QJsonObject>(QJsonObject{}) : fail(moved.error());
    }
    return fail(ErrorKind::Invalid, u"the supervisor does not know "_s + action);
}

void Supervisor::writeStatus(PracticeStatus::State state, const base::Error &problem)
{
    QJsonArray programs;
    if (m_node)
        programs.append(QJsonObject{{u"name"_s, u"node"_s},
                                    {u"work"_s, u"node"_s},
                                    {u"pid"_s, m_node->pid()},
                                    {u"running"_s, m_node->isRunning()}});
    for (Kept &child : m_children)
        programs.append(QJsonObject{{u"name"_s, child.name},
                                    {u"work"_s, child.work},
                                    {u"pid"_s, child.process ? child.process->pid() : 0},
                                    {u"running"_s, child.process.has_value()}});
    QString account;
    {
        const std::scoped_lock guard(m_mutex);
        account = m_account;
    }
    const base::Bytes text = base::canonicalJson(QJsonObject{
        {u"format"_s, 1},
        {u"state"_s, practiceStateName(state)},
        {u"step"_s, m_context.current()},
        {u"problem"_s, problem.what},
        {u"hint"_s, problem.hint},
        {u"pid"_s, qint64(::getpid())},
        {u"node"_s, m_gate ? m_gate->url().toString() : QString()},
        {u"inbox"_s, m_setup.inboxPort ? inboxUrl().toString() : QString()},
        {u"datanet"_s, m_founded ? qint64(m_setup.datanet) : 0},
        {u"block"_s, qint64(m_block)},
        {u"account"_s, account},
        {u"notes"_s, QJsonArray::fromStringList(m_notes)},
        {u"programs"_s, programs},
    });
    if (text == m_written)
        return;
    if (base::files::writeAtomically(m_folders.status(), text))
        m_written = text;
}

} // namespace

Status servePracticeNetwork(const Home &home, const QString &resources)
{
    gStop = false;
    struct sigaction action = {};
    action.sa_handler = onSignal;
    ::sigaction(SIGTERM, &action, nullptr);
    ::sigaction(SIGINT, &action, nullptr);
    ::signal(SIGHUP, SIG_IGN); // the terminal it was started from may close
    ::signal(SIGPIPE, SIG_IGN);
    const PracticeFolders folders{home};
    for (const QString &folder : {folders.root(), folders.logs()})
        if (const auto made = base::files::makeFolder(folder); !made)
            return made;
    return Supervisor(home, resources).run();
}

} // namespace datanet::sync
