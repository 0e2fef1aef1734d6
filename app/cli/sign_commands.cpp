#include "cli/command.h"
#include "cli/commands.h"
#include "cli/data_set_access.h"
#include "cli/network_access.h"

#include "base/files.h"
#include "chain/contract_artefact.h"
#include "chain/transport.h"
#include "crypto/address.h"
#include "crypto/digest.h"
#include "crypto/merkle_tree.h"
#include "format/amount_text.h"
#include "provenance/device_identity.h"
#include "provenance/handover.h"
#include "provenance/signed_folder.h"
#include "provenance/verification.h"
#include "sync/signed_submission.h"
#include "versioning/proofs.h"
#include "versioning/remotes.h"
#include "versioning/transport.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QTemporaryDir>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;
using FactState = provenance::VerifiedFact::State;

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
        std::vector<base::Digest> ids;
        const auto statement = provenance::signVersion(workspace->repository(), *version, device->key(),
                                                       author(words->author), session.context(), &ids);
        if (!statement)
            return base::fail(statement.error());
        const auto root = crypto::ascendingMerkleRoot(crypto::MerkleKind::Record, ids);
        if (!root)
            return base::fail(root.error());
        const QString digest = crypto::sha256(*statement).hex();
        session.say(u"Signed version "_s + versioning::idText(*version).left(10));
        session.say(u"Manifest "_s + digest);
        session.say(u"Root of all %1 records "_s.arg(countText(qint64(ids.size()))) + root->hex());
        session.answer({{u"version"_s, versioning::idText(*version)},
                        {u"manifest"_s, digest},
                        {u"records"_s, number(qint64(ids.size()))},
                        {u"recordsRoot"_s, root->hex()}});
        return Answer::Yes;
    });
}

QString sign(FactState state)
{
    switch (state) {
    case FactState::Good:
        return u"good"_s;
    case FactState::Bad:
        return u"bad"_s;
    case FactState::NotChecked:
        break;
    }
    return u"not checked"_s;
}

struct VerifyWords
{
    std::string target = ".", revision = "HEAD", key;
};

// Who declared these records to which datanet, as far as proofs of it lie with the version.
base::Status verifyDeclarations(const versioning::Repository &repository, const versioning::CommitId &version,
                                provenance::Verification &verification)
{
    const auto proofs = versioning::readProofs(repository, version);
    if (!proofs)
        return base::fail(proofs.error());
    const auto contracts = chain::ContractSet::load(QLatin1String(kResources) + u"/contracts"_s);
    if (!contracts)
        return base::fail(contracts.error());
    for (const auto &[path, bytes] : *proofs) {
        if (!path.startsWith(u"contributions/"_s))
            continue;
        const auto submission = sync::SignedSubmission::fromJson(bytes);
        if (!submission && submission.error().kind == base::ErrorKind::NotFound)
            continue; // came with a published version: checked by whoever mirrors the datanet
        const auto checked = submission ? sync::verifySubmission(*contracts, *submission, version)
                                        : base::Status(base::fail(submission.error()));
        verification.facts.push_back({u"contribution"_s, checked ? FactState::Good : FactState::Bad,
                                      checked
                                          ? u"%1 records declared as contribution %2 to datanet %3 on chain %4 by %5"_s
                                                .arg(submission->declared.records.size())
                                                .arg(submission->declared.opening.id)
                                                .arg(submission->declared.opening.datanet)
                                                .arg(submission->declared.chainId)
                                                .arg(crypto::checksummed(submission->declared.opening.contributor))
                                          : path % u": "_s % checked.error().what});
    }
    return {};
}

// Says the facts and gives them for JSON.
QJsonArray tell(Session &session, const provenance::Verification &checked)
{
    QJsonArray facts;
    for (const auto &fact : checked.facts) {
        session.say(u"%1  %2: %3"_s.arg(sign(fact.state), -11).arg(fact.subject, fact.words));
        facts.append(
            QJsonObject{{u"subject"_s, fact.subject}, {u"state"_s, sign(fact.state)}, {u"words"_s, fact.words}});
    }
    return facts;
}

// A folder that an export made: its files against what was signed.
base::Result<Answer> verifyExport(Session &session, const QString &folder,
                                  const std::optional<crypto::VerifyingKey> &key)
{
    const auto checked = provenance::isHandover(folder) ? provenance::verifyHandover(folder, key, session.context())
                                                        : provenance::verifyFolder(folder, key, session.context());
    if (!checked)
        return base::fail(checked.error());
    session.answer({{u"folder"_s, folder}, {u"good"_s, checked->isGood()}, {u"facts"_s, tell(session, *checked)}});
    return checked->isGood() ? Answer::Yes : Answer::No;
}

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
    const QString path = QDir::cleanPath(QDir(fromWords(words.target)).absolutePath());
    if (provenance::isHandover(path) || provenance::isSignedFolder(path))
        return verifyExport(session, path, key);
    // A folder is looked at where it is; a bundle or URL is fetched into a scratch repository first.
    const QTemporaryDir scratch;
    const bool isFolder = QFileInfo(fromWords(words.target)).isDir();
    auto repository = isFolder && dataset::DataSetFolder{QDir(fromWords(words.target)).absolutePath()}.exists()
        ? openRepository(words.target)
        : versioning::cloneRemote(fromWords(words.target), scratch.filePath(u"repo.git"_s), {}, session.context());
    if (!repository)
        return base::fail(repository.error());
    const auto version = repository->resolve(fromWords(words.revision));
    if (!version)
        return base::fail(version.error());
    const auto verification = provenance::verifyVersion(*repository, *version, key, session.context());
    if (!verification)
        return base::fail(verification.error());
    auto checked = *verification;
    if (const auto declared = verifyDeclarations(*repository, *version, checked); !declared)
        return base::fail(declared.error());
    session.answer({{u"version"_s, versioning::idText(*version)},
                    {u"good"_s, checked.isGood()},
                    {u"facts"_s, tell(session, checked)}});
    return checked.isGood() ? Answer::Yes : Answer::No;
}

} // namespace

void addSignCommands(CLI::App &app, Session &session)
{
    addSign(app, session);
    auto words = std::make_shared<VerifyWords>();
    CLI::App *command =
        app.add_subcommand("verify", "Check contents and signatures of a version or an exported folder");
    command->add_option("target", words->target,
                        "Data set, exported folder, bundle file or URL (default: the current folder)");
    command->add_option("--revision", words->revision, "The version")->capture_default_str();
    command->add_option("--key", words->key, "Public key (PEM) that must have signed it");
    command->footer("Exit code 1: something does not match.");
    onRun(command, session, [&session, words] { return verify(session, *words); });
}

} // namespace datanet::app::cli
