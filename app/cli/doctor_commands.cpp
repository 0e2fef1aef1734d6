#include "cli/command.h"
#include "cli/commands.h"
#include "cli/network_access.h"

#include "chain/http_transport.h"
#include "sync/doctor.h"

#include <QJsonArray>

#include <algorithm>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;
using CheckupState = sync::Checkup::State;

namespace {

QString sign(CheckupState state)
{
    switch (state) {
    case CheckupState::Good:
        return u"good"_s;
    case CheckupState::Warning:
        return u"warning"_s;
    case CheckupState::Bad:
        break;
    }
    return u"bad"_s;
}

} // namespace

void addDoctorCommands(CLI::App &app, Session &session)
{
    CLI::App *command = app.add_subcommand("doctor", "Check the installation and say what to fix");
    onRun(command, session, [&session]() -> base::Result<Answer> {
        chain::HttpTransport transport;
        const auto checkups =
            sync::examine(sync::Home{session.home()}, QLatin1String(kResources), transport, session.context());
        QJsonArray list;
        for (const auto &checkup : checkups) {
            session.say(u"%1  %2: %3"_s.arg(sign(checkup.state), -7).arg(checkup.name, checkup.found));
            if (!checkup.fix.isEmpty())
                session.say(u"         try: "_s + checkup.fix);
            list.append(QJsonObject{{u"name"_s, checkup.name},
                                    {u"state"_s, sign(checkup.state)},
                                    {u"found"_s, checkup.found},
                                    {u"fix"_s, checkup.fix}});
        }
        const bool bad = std::any_of(checkups.begin(), checkups.end(),
                                     [](const sync::Checkup &checkup) { return checkup.state == CheckupState::Bad; });
        session.answer({{u"healthy"_s, !bad}, {u"checks"_s, list}});
        return bad ? Answer::No : Answer::Yes;
    });
}

} // namespace datanet::app::cli
