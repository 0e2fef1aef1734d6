#include "versioning/place_call.h"

#include "versioning/logins.h"
#include "versioning/place_words.h"

#include <QFileInfo>
#include <QRegularExpression>

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

// A data set folder may be somebody else's work, with a configuration inside that sends passwords to a program of
// theirs.
Status checkConfiguration(const QString &repositoryPath, base::TaskContext &task)
{
    const auto listed =
        runGit(repositoryPath, {u"config"_s, u"--local"_s, u"--name-only"_s, u"-z"_s, u"--list"_s}, task);
    if (!listed)
        return fail(listed.error());
    static const QRegularExpression decides(u"^(?:(?:credential|http|url|include|includeif|protocol|ssh)\\."
                                            "|core\\.(?:askpass|sshcommand|gitproxy|alternaterefscommand|fsmonitor)$"
                                            "|remote\\..*\\.(?:vcs|uploadpack|receivepack|proxy|pushurl)$)"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    for (const QByteArray &each : listed->split('\0')) {
        const QString key = QString::fromUtf8(each);
        if (decides.match(key).hasMatch())
            return fail(ErrorKind::Denied,
                        u"the data set's own git configuration sets \"%1\", which is yours to decide"_s.arg(key),
                        u"nothing was sent; take that line out of %1/config, and if you want it, set it with"
                        " `git config --global`"_s.arg(repositoryPath));
    }
    return {};
}

} // namespace

bool isLocalAddress(const QString &address)
{
    return address.startsWith(u"file://"_s) || QFileInfo::exists(address);
}

std::chrono::seconds patienceWithPlaces()
{
    constexpr int kUsual = 60;
    bool isNumber = false;
    const int wanted = qEnvironmentVariableIntValue("DATANET_PATIENCE", &isNumber);
    return std::chrono::seconds(isNumber && wanted > 0 ? wanted : kUsual);
}

Result<base::Bytes> callPlace(const QString &repositoryPath, const QStringList &arguments, const QString &address,
                              base::TaskContext &task)
{
    if (auto status = checkConfiguration(repositoryPath, task); !status)
        return fail(status.error());
    GitCall call;
    call.arguments = arguments;
    if (!isLocalAddress(address))
        call.patience = patienceWithPlaces();
    Logins &logins = Logins::ofProgram();
    const auto site = siteOf(address);
    const auto login = site ? logins.find(*site, task) : std::optional<Login>();
    if (login) {
        call.site = site->text;
        call.login = &*login;
    }
    if (task.cancelled())
        return base::cancelled();
    auto end = runGit(repositoryPath, call, task);
    if (!end)
        return end.error().kind == ErrorKind::Network ? fail(silentPlace(address, call.patience)) : fail(end.error());
    if (!end->isGood) {
        const PlaceProblem problem = placeProblem(address, arguments.value(0), end->words);
        if (site && problem.wantsLogin)
            logins.refused(*site);
        return fail(problem.error);
    }
    if (site)
        logins.accepted(*site);
    return std::move(end->output);
}

} // namespace datanet::versioning
