#include "cli/command.h"
#include "cli/commands.h"
#include "cli/data_set_access.h"

#include "base/files.h"
#include "crypto/digest.h"
#include "provenance/device_identity.h"
#include "provenance/verification.h"
#include "versioning/transport.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QTemporaryDir>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;
using State = provenance::VerifiedFact::State;

namespace {

void addSign(CLI::App &app, Session &session)
{
    struct Words
    {
        std::string folder = ".", revision = "HEAD", author;
    };
    auto words = std::make_shared<Words>();
    CLI::App *command = app.add_subcommand("sign", "Sign a version with the key of this device");
    command->add_option("dir", words->folder, "Folder of the data set (default: the current one)");
    command->add_option("--revision", words->revision, "The version")->capture_default_str();
    command->add_option("--author", words->author, "\"Name <mail>\" (default: who is logged in)");
    onRun(command, session, [&session, words]() -> base::Result<Answer> {
        auto workspace = openWorkspace(session, words->folder);
        if (!workspace)
            return base::fail(workspace.error());
        const auto version = workspace->repository().resolve(fromWords(words->revision));
        const auto device = provenance::DeviceIdentity::open(session.home());
        if (!version || !device)
            return base::fail(!version ? version.error() : device.error());
        session.context().step(u"Signing"_s);
        const auto statement = provenance::signVersion(workspace->repository(), *version, device->key(),
                                                       author(words->author), session.context());
        if (!statement)
            return base::fail(statement.error());
        const QString digest = crypto::sha256(*statement).hex();
        session.say(u"Signed version "_s + versioning::idText(*version).left(10));
        session.say(u"Manifest "_s + digest);
        session.answer({{u"version"_s, versioning::idText(*version)}, {u"manifest"_s, digest}});
        return Answer::Yes;
    });
}

QString sign(State state)
{
    switch (state) {
    case State::Good:
        return u"good"_s;
    case State::Bad:
        return u"bad"_s;
    case State::NotChecked:
        break;
    }
    return u"not checked"_s;
}

struct VerifyWords
{
    std::string target = ".", revision = "HEAD", key;
};

base::Result<Answer> verify(Session &session, const VerifyWords &words)
{
    std::optional<crypto::VerifyingKey> key;
    if (!words.key.empty()) {
        const auto pem = base::files::read(fromWords(words.key), 64 << 10);
        if (!pem)
            return base::fail(pem.error());
        const auto parsed = crypto::VerifyingKey::fromPem(*pem);
        if (!parsed)
            return base::fail(parsed.error().within(fromWords(words.key)));
        key = *parsed;
    }
    // A folder is looked at where it is; a bundle or URL is fetched into a scratch repository first.
    const QTemporaryDir scratch;
    const bool isFolder = QFileInfo(fromWords(words.target)).isDir();
    auto repository = isFolder && dataset::DataSetFolder{QDir(fromWords(words.target)).absolutePath()}.exists()
        ? openRepository(words.target)
        : versioning::cloneRepository(fromWords(words.target), scratch.filePath(u"repo.git"_s), session.context());
    if (!repository)
        return base::fail(repository.error());
    const auto version = repository->resolve(fromWords(words.revision));
    if (!version)
        return base::fail(version.error());
    const auto verification = provenance::verifyVersion(*repository, *version, key, session.context());
    if (!verification)
        return base::fail(verification.error());
    QJsonArray facts;
    for (const auto &fact : verification->facts) {
        session.say(u"%1  %2: %3"_s.arg(sign(fact.state), -11).arg(fact.subject, fact.words));
        facts.append(QJsonObject{{u"subject"_s, fact.subject}, {u"state"_s, sign(fact.state)}, {u"words"_s, fact.words}});
    }
    session.answer({{u"version"_s, versioning::idText(*version)}, {u"good"_s, verification->isGood()}, {u"facts"_s, facts}});
    return verification->isGood() ? Answer::Yes : Answer::No;
}

} // namespace

void addSignCommands(CLI::App &app, Session &session)
{
    addSign(app, session);
    auto words = std::make_shared<VerifyWords>();
    CLI::App *command = app.add_subcommand("verify", "Check contents and signatures of a version");
    command->add_option("target", words->target, "Folder, bundle file or URL (default: the current folder)");
    command->add_option("--revision", words->revision, "The version")->capture_default_str();
    command->add_option("--key", words->key, "Public key (PEM) that must have signed it");
    command->footer("Exit code 1: something does not match.");
    onRun(command, session, [&session, words] { return verify(session, *words); });
}

} // namespace datanet::app::cli
