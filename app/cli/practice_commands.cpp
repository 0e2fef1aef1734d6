#include "cli/account_access.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/network_access.h"

#include "chain/bindings/parameter_names.h"
#include "sync/practice_choices.h"
#include "sync/practice_jury.h"
#include "sync/practice_market.h"
#include "sync/practice_network.h"
#include "sync/practice_payout.h"
#include "sync/practice_programs.h"
#include "sync/practice_reviewer.h"
#include "sync/practice_supervisor.h"

#include <QJsonArray>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr std::uint64_t kMostSeconds = 30 * 24 * 3600; // of a time that somebody chooses for a practice network

QJsonObject described(const sync::PracticeStatus &status)
{
    QJsonArray programs;
    for (const auto &program : status.programs)
        programs.append(QJsonObject{{u"name"_s, program.name},
                                    {u"work"_s, program.work},
                                    {u"pid"_s, program.pid},
                                    {u"running"_s, program.running}});
    return {{u"state"_s, sync::practiceStateName(status.state)},
            {u"step"_s, status.step},
            {u"problem"_s, status.problem},
            {u"hint"_s, status.hint},
            {u"pid"_s, status.pid},
            {u"node"_s, status.node.toString()},
            {u"inbox"_s, status.inbox.toString()},
            {u"datanet"_s, qint64(status.datanet)},
            {u"block"_s, qint64(status.block)},
            {u"account"_s, status.account},
            {u"notes"_s, QJsonArray::fromStringList(status.notes)},
            {u"programs"_s, programs}};
}

void say(Session &session, const sync::PracticeStatus &status)
{
    session.say(u"Practice network: "_s + sync::practiceStateName(status.state));
    if (status.state == sync::PracticeStatus::State::Starting)
        session.say(u"  now      "_s + status.step);
    if (!status.problem.isEmpty())
        session.say(u"  problem  "_s + status.problem);
    if (status.pid > 0) {
        session.say(u"  node     %1, block %2"_s.arg(status.node.toString()).arg(status.block));
        session.say(u"  inbox    "_s + status.inbox.toString());
        session.say(u"  account  "_s + status.account + u" (practice OPEN, worth nothing)"_s);
        for (const auto &program : status.programs)
            session.say(u"  program  %1 (%2): %3"_s.arg(program.name, program.work,
                                                        program.running ? u"running"_s : u"not running"_s));
    }
    for (const QString &note : status.notes)
        session.say(u"  note     "_s + note);
}

// Shows the steps of a long start to people; the numbers belong to the bar of the session's own context.
class StepTeller final : public base::TaskContext
{
public:
    explicit StepTeller(Session &session) : m_session(session) { }
    [[nodiscard]] bool cancelled() const override { return m_session.context().cancelled(); }
    void progress(std::int64_t done, std::int64_t total) override { m_session.context().progress(done, total); }
    void step(const QString &words) override
    {
        if (words != m_last)
            m_session.note(words);
        m_last = words;
    }

private:
    Session &m_session;
    QString m_last;
};

base::Result<sync::PracticeChoices> choicesFrom(Session &session, const std::vector<std::string> &words,
                                                std::uint64_t appealWindow)
{
    sync::PracticeChoices choices;
    for (const auto &each : words) {
        const QString text = fromWords(each);
        const auto key = chain::parameterNamed(text.section(u'=', 0, 0).trimmed());
        bool isNumber = false;
        const auto value = text.section(u'=', 1).trimmed().toULongLong(&isNumber);
        const bool isTime = key && chain::parameterUnit(*key) == chain::ParameterUnit::Seconds;
        if (!isTime || !isNumber || value > kMostSeconds)
            return session.usage(isTime ? u"\"%1\" names no number of seconds"_s.arg(text)
                                        : u"\"%1\" names no time of the network"_s.arg(text),
                                 u"NAME=SECONDS, such as challengeWindow=600"_s);
        choices.parameters[*key] = value;
    }
    if (appealWindow != 0)
        choices.parameters[chain::ParameterKey::AppealWindow] = appealWindow;
    return choices;
}

void addPracticeUp(CLI::App *practice, Session &session)
{
    auto appealWindow = std::make_shared<std::uint64_t>(0);
    auto parameters = std::make_shared<std::vector<std::string>>();
    CLI::App *command = practice->add_subcommand("up", "Start it, and wait until it is ready");
    command
        ->add_option("--appeal-window", *appealWindow,
                     "For a new one: seconds in which a result can be appealed before it is published")
        ->check(CLI::Range(std::uint64_t(1), kMostSeconds));
    command
        ->add_option("--set", *parameters,
                     "For a new one: NAME=SECONDS, how long one of its times is; more than once for several")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    command->footer("Example: datanet practice up --set challengeWindow=600 --set dataWindow=600");
    onRun(command, session, [&session, appealWindow, parameters]() -> base::Result<Answer> {
        StepTeller steps(session);
        const sync::PracticeNetwork network(sync::Home{session.home()});
        const auto chosen = choicesFrom(session, *parameters, *appealWindow);
        if (!chosen)
            return base::fail(chosen.error());
        if (!chosen->parameters.empty()) {
            const auto before = network.status();
            if (!before)
                return base::fail(before.error());
            if (before->state != sync::PracticeStatus::State::Absent)
                return session.usage(u"this practice network is there already"_s, u"datanet practice reset"_s);
            const auto saved = chosen->save({sync::Home{session.home()}});
            if (!saved)
                return base::fail(saved.error());
        }
        const auto status = sync::PracticeNetwork(sync::Home{session.home()}).up(steps);
        if (!status)
            return base::fail(status.error());
        say(session, *status);
        session.answer(described(*status));
        return Answer::Yes;
    });
}

void addPracticeStatus(CLI::App *practice, Session &session)
{
    CLI::App *command = practice->add_subcommand("status", "What runs; exit code 1 unless it is ready");
    onRun(command, session, [&session]() -> base::Result<Answer> {
        const auto status = sync::PracticeNetwork(sync::Home{session.home()}).status();
        if (!status)
            return base::fail(status.error());
        say(session, *status);
        session.answer(described(*status));
        return status->state == sync::PracticeStatus::State::Ready ? Answer::Yes : Answer::No;
    });
}

void addPracticeDown(CLI::App *practice, Session &session)
{
    CLI::App *command = practice->add_subcommand("down", "Stop it; everything is there again at the next up");
    onRun(command, session, [&session]() -> base::Result<Answer> {
        const auto done = sync::PracticeNetwork(sync::Home{session.home()}).down(session.context());
        if (!done)
            return base::fail(done.error());
        session.say(u"The practice network is stopped."_s);
        session.answer({{u"state"_s, u"stopped"_s}});
        return Answer::Yes;
    });
}

void addPracticeReset(CLI::App *practice, Session &session)
{
    CLI::App *command = practice->add_subcommand("reset", "Remove it with its accounts, contributions and rewards");
    onRun(command, session, [&session]() -> base::Result<Answer> {
        if (!session.confirm(u"Remove the practice network with everything on it, and its practice accounts? Your data "
                             "sets stay."_s))
            return Answer::No;
        const auto done = sync::PracticeNetwork(sync::Home{session.home()}).reset(session.context());
        if (!done)
            return base::fail(done.error());
        session.say(u"The practice network is gone; datanet practice up begins a new one."_s);
        session.answer({{u"state"_s, u"absent"_s}});
        return Answer::Yes;
    });
}

void addPracticeAdvance(CLI::App *practice, Session &session)
{
    auto seconds = std::make_shared<std::uint64_t>(0);
    CLI::App *command = practice->add_subcommand("advance", "Move its clock forward, so that deadlines pass");
    command->add_option("seconds", *seconds, "By how many seconds")->required();
    onRun(command, session, [&session, seconds]() -> base::Result<Answer> {
        const auto done = sync::PracticeNetwork(sync::Home{session.home()}).advance(*seconds, session.context());
        if (!done)
            return base::fail(done.error());
        session.say(u"The practice chain's clock is %1 seconds further."_s.arg(*seconds));
        session.answer({{u"advanced"_s, qint64(*seconds)}});
        return Answer::Yes;
    });
}

base::Result<Answer> finishRounds(Session &session, std::uint64_t model)
{
    StepTeller steps(session);
    const auto finished = sync::finishPracticeRound(sync::Home{session.home()}, model, steps);
    if (!finished)
        return base::fail(finished.error());
    session.say(u"Round %1 of model %2 is paid out: datanet reward list"_s.arg(*finished).arg(model));
    session.answer({{u"model"_s, qint64(model)}, {u"epoch"_s, qint64(*finished)}});
    return Answer::Yes;
}

void addPracticePayout(CLI::App *practice, Session &session)
{
    auto model = std::make_shared<std::uint64_t>(1);
    CLI::App *command = practice->add_subcommand("payout", "Finish the payout round now, without waiting");
    command->add_option("--model", *model, "Number of the model")->capture_default_str();
    onRun(command, session, [&session, model] { return finishRounds(session, *model); });
}

// What `up` starts; not for people, and therefore not in the help.
void addPracticeServe(CLI::App *practice, Session &session)
{
    CLI::App *command = practice->add_subcommand("serve", "The process behind it")->group("");
    onRun(command, session, [&session]() -> base::Result<Answer> {
        const auto done = sync::servePracticeNetwork(sync::Home{session.home()}, QLatin1String(kResources));
        return done ? base::Result<Answer>(Answer::Yes) : base::fail(done.error());
    });
}

void addPracticeProgram(CLI::App *practice, Session &session)
{
    auto datanet = std::make_shared<std::uint64_t>(1);
    CLI::App *program = practice->add_subcommand("program", "Programs that take part like people do");
    program->require_subcommand(1);
    CLI::App *command =
        program->add_subcommand("reviewer", "Review what comes, voting as `check` finds, until stopped");
    command->add_option("--datanet", *datanet, "Number of the datanet")->capture_default_str();
    onRun(command, session, [&session, datanet]() -> base::Result<Answer> {
        const auto found = sync::findDatanet();
        if (!found)
            return base::fail(found.error());
        const sync::PracticeCommand runner(*found, session.home());
        const auto done = sync::runReviewerProgram(runner, *datanet, session.context());
        return done ? base::Result<Answer>(Answer::Yes) : base::fail(done.error());
    });
    auto homes = std::make_shared<std::vector<std::string>>();
    CLI::App *jury = program->add_subcommand("jury", "Judge what is appealed, voting as `check` finds, until stopped");
    jury->add_option("--juror", *homes, "The data folder of a juror; one for each")->required();
    onRun(jury, session, [&session, homes]() -> base::Result<Answer> {
        const auto found = sync::findDatanet();
        if (!found)
            return base::fail(found.error());
        std::vector<sync::PracticeCommand> jurors;
        for (const auto &home : *homes)
            jurors.emplace_back(*found, fromWords(home));
        const auto done = sync::runJuryProgram(jurors, session.context());
        return done ? base::Result<Answer>(Answer::Yes) : base::fail(done.error());
    });
    CLI::App *attributor = program->add_subcommand("attributor", "Train, register and pay out a model, until stopped");
    attributor->add_option("--datanet", *datanet, "Number of the datanet")->capture_default_str();
    onRun(attributor, session, [&session, datanet]() -> base::Result<Answer> {
        const auto found = sync::findDatanet();
        if (!found)
            return base::fail(found.error());
        const sync::PracticeCommand runner(*found, session.home());
        const auto done = sync::runAttributorProgram(runner, *datanet, session.context());
        return done ? base::Result<Answer>(Answer::Yes) : base::fail(done.error());
    });
    CLI::App *customer = program->add_subcommand("customer", "Ask models and pay for it, until stopped");
    onRun(customer, session, [&session]() -> base::Result<Answer> {
        const auto found = sync::findDatanet();
        if (!found)
            return base::fail(found.error());
        const sync::PracticeCommand runner(*found, session.home());
        const auto done = sync::runCustomerProgram(runner, session.context());
        return done ? base::Result<Answer>(Answer::Yes) : base::fail(done.error());
    });
}

} // namespace

void addPracticeCommands(CLI::App &app, Session &session)
{
    CLI::App *practice =
        app.add_subcommand("practice", "A network on this computer to practise on: real contracts, nothing at stake");
    practice->require_subcommand(1);
    addPracticeUp(practice, session);
    addPracticeDown(practice, session);
    addPracticeStatus(practice, session);
    addPracticeReset(practice, session);
    addPracticeAdvance(practice, session);
    addPracticePayout(practice, session);
    addPracticeServe(practice, session);
    addPracticeProgram(practice, session);
}

} // namespace datanet::app::cli
