#include "cli/correct_command.h"

#include "cli/account_access.h"
#include "cli/command.h"
#include "cli/network_access.h"
#include "cli/submit_command.h"

#include "base/files.h"
#include "chain/transport.h"
#include "crypto/address.h"
#include "sync/correction_folder.h"
#include "sync/preimages.h"

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

struct CorrectWords
{
    SubmitWords submit;
    std::string record;
    std::vector<std::string> set;
    std::vector<std::string> agreements; // files
    bool remove = false;
};

struct AgreeWords
{
    std::uint64_t datanet = 0;
    std::string record, replacement, corrector, file;
};

base::Result<base::Digest> recordFrom(Session &session, const std::string &words)
{
    const auto id = base::Digest::fromHexText(fromWords(words));
    if (id)
        return *id;
    return session.usage(u"\"%1\" is no record id: it has 64 hexadecimal digits"_s.arg(fromWords(words)));
}

// The folder that says it, for a correction of one record.
base::Result<QString> folderFor(Session &session, const CorrectWords &words)
{
    const auto record = recordFrom(session, words.record);
    if (!record)
        return base::fail(record.error());
    sync::RecordCorrection correction{*record, {}, words.remove};
    for (const std::string &each : words.set) {
        const QString text = fromWords(each);
        const auto equals = text.indexOf(u'=');
        if (equals <= 0)
            return session.usage(u"--set takes FIELD=VALUE"_s);
        correction.values[text.left(equals)] = text.mid(equals + 1);
    }
    const auto network = openNetwork(session);
    if (!network)
        return base::fail(network.error());
    const auto &on = ***network;
    auto snapshot = on.latest(session.context());
    if (!snapshot)
        return base::fail(snapshot.error());
    const auto datanet = sync::readDatanet(on, *snapshot, words.submit.datanet, session.context());
    if (!datanet)
        return base::fail(datanet.error());
    return sync::makeCorrection(on, *snapshot, *datanet, correction, session.context());
}

base::Result<Answer> correct(Session &session, CorrectWords words)
{
    const bool one = !words.record.empty();
    if (one != (words.remove || !words.set.empty()) || (words.remove && !words.set.empty()))
        return session.usage(u"say what a record is to say instead, or that it is to go"_s,
                             u"--record ID --set FIELD=VALUE, or --record ID --remove"_s);
    if (one && !words.submit.folder.empty())
        return session.usage(u"name a record, or a data set that was changed, not both"_s);
    if (one) {
        const auto folder = folderFor(session, words);
        if (!folder)
            return base::fail(folder.error());
        words.submit.folder = folder->toStdString();
    } else if (words.submit.folder.empty()) {
        words.submit.folder = ".";
    }
    words.submit.corrects = true;
    for (const std::string &path : words.agreements) {
        const auto bytes = base::files::read(fromWords(path), 1 << 16);
        if (!bytes)
            return base::fail(bytes.error());
        words.submit.agreements.push_back(*bytes);
    }
    return runSubmit(session, words.submit);
}

base::Result<Answer> agree(Session &session, const AgreeWords &words)
{
    const auto record = recordFrom(session, words.record);
    const auto replacement = recordFrom(session, words.replacement);
    const auto corrector = crypto::parseAddress(fromWords(words.corrector));
    if (!record || !replacement || !corrector)
        return base::fail(!record ? record.error() : !replacement ? replacement.error() : corrector.error());
    const auto network = openNetwork(session);
    const auto account = accountInUse(session);
    if (!network || !account)
        return base::fail(!network ? network.error() : account.error());
    const auto &on = ***network;
    const auto contracts = sync::contractsOn(on);
    if (!contracts)
        return base::fail(contracts.error());
    session.say(
        u"You agree that %1 may put record %2 in the place of record %3 of datanet %4, and that its words alone "
        "decide what you still earn: without this you keep at least half."_s
            .arg(crypto::checksummed(*corrector), replacement->hex(), record->hex())
            .arg(words.datanet));
    if (!session.confirm(u"Sign this?"_s))
        return Answer::No;
    const auto key = unlockAccount(session, *account);
    if (!key)
        return base::fail(key.error());
    const sync::Agreement agreement{words.datanet, *record, *replacement, *corrector};
    const auto chainId = on.profile().chainId;
    const sync::SignedAgreement made{agreement,
                                     key->sign(agreement.digest(contracts->contributions.domain(chainId))).toBytes()};
    const auto json = made.toJson(chainId);
    if (auto written = base::files::writeAtomically(fromWords(words.file), json); !written)
        return base::fail(written.error());
    session.say(u"Signed. Give the file %1 to the one who corrects."_s.arg(fromWords(words.file)));
    session.answer({{u"file"_s, fromWords(words.file)}, {u"signer"_s, crypto::checksummed(account->address)}});
    return Answer::Yes;
}

} // namespace

void addCorrectCommands(CLI::App *contribution, Session &session)
{
    auto words = std::make_shared<CorrectWords>();
    words->submit.folder.clear();
    CLI::App *correcting =
        contribution->add_subcommand("correct", "Send better records in the place of published ones, or take some out");
    correcting->add_option("dir", words->submit.folder,
                           "Data set that was cloned from the datanet and changed (default: the current folder)");
    correcting->add_option("--datanet", words->submit.datanet, "Number of the datanet")->required();
    correcting->add_option("--record", words->record, "Id of one published record, instead of a data set");
    correcting->add_option("--set", words->set, "What the record says instead: FIELD=VALUE");
    correcting->add_flag("--remove", words->remove, "The record is to go");
    correcting->add_option("--agreement", words->agreements,
                           "File that an author of the corrected record signed (contribution agree)");
    addSubmitOptions(correcting, words->submit);
    correcting->footer(
        "Its authors keep of what a corrected record earns the words that stay, and at least half unless they agree "
        "otherwise. The reviewers see old and new beside each other. "
        "Example: datanet contribution correct --datanet 1 --record ID --set answer='42'");
    onRun(correcting, session, [&session, words] { return correct(session, *words); });

    auto consent = std::make_shared<AgreeWords>();
    CLI::App *agreeing = contribution->add_subcommand(
        "agree", "Sign that the words alone decide what a corrected record of yours earns");
    agreeing->add_option("--datanet", consent->datanet, "Number of the datanet")->required();
    agreeing->add_option("--record", consent->record, "Id of the published record")->required();
    agreeing->add_option("--replacement", consent->replacement, "Id of the record in its place")->required();
    agreeing->add_option("--corrector", consent->corrector, "Account that corrects")->required();
    agreeing->add_option("--out", consent->file, "File to write")->required();
    agreeing->footer("The ids are those that contribution correct --dry-run shows to the one who corrects.");
    onRun(agreeing, session, [&session, consent] { return agree(session, *consent); });
}

} // namespace datanet::app::cli
