#include "sync/practice_founding.h"

#include "base/canonical_json.h"
#include "base/files.h"
#include "chain/bindings/datanets.h"
#include "chain/bindings/stakes.h"
#include "chain/deployment.h"
#include "chain/encryption_key.h"
#include "curation/datanet_rules.h"
#include "sync/practice_choices.h"
#include "sync/practice_coins.h"
#include "sync/practice_sender.h"
#include "versioning/repository.h"

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Status;
using base::Uint256;

namespace {

constexpr std::uint64_t kProgramCoins = 10'000;
constexpr std::uint8_t kTextKind = 2;
const QString kDatanetName = u"Computing terms"_s;

// The git remote, with the terms where mirrors look for them: refs/datanet/terms is a tree of <terms hash>.json.
Status makeRemote(const QString &path, base::ByteView terms, const base::Digest &termsHash)
{
    if (const auto made = base::files::makeFolder(QFileInfo(path).path()); !made)
        return made;
    auto repository = versioning::Repository::init(path);
    if (!repository)
        return fail(repository.error());
    const auto blob = repository->write(versioning::ObjectType::Blob, terms);
    if (!blob)
        return fail(blob.error());
    versioning::TreeEntry entry;
    entry.name = base::toPlainHex(termsHash.view()) + ".json";
    entry.id = *blob;
    const auto tree = repository->write(versioning::ObjectType::Tree, versioning::treeBytes({entry}));
    if (!tree)
        return fail(tree.error());
    return repository->moveRef(u"refs/datanet/terms"_s, std::nullopt, *tree, u"terms of the datanet"_s);
}

} // namespace

base::Result<PracticeSetup> PracticeSetup::load(const QString &path)
{
    PracticeSetup setup;
    const auto bytes = base::files::read(path, 1 << 20);
    if (!bytes)
        return bytes.error().kind == ErrorKind::NotFound ? base::Result<PracticeSetup>(setup) : fail(bytes.error());
    const auto json = base::parseObject(*bytes, 1 << 20);
    if (!json || json->value(u"format"_s).toInt() != 1)
        return fail(ErrorKind::Corrupt, path + u" is damaged"_s,
                    u"begin a new practice network: datanet practice reset"_s);
    setup.datanet = static_cast<std::uint64_t>(json->value(u"datanet"_s).toInteger());
    setup.nodePort = json->value(u"nodePort"_s).toInt();
    setup.inboxPort = json->value(u"inboxPort"_s).toInt();
    setup.seeded = json->value(u"seeded"_s).toString();
    for (const QJsonValue &address : json->value(u"funded"_s).toArray())
        setup.funded << address.toString();
    return setup;
}

Status PracticeSetup::save(const QString &path) const
{
    return base::files::writeAtomically(
        path,
        base::canonicalJson(QJsonObject{{u"format"_s, 1},
                                        {u"datanet"_s, static_cast<qint64>(datanet)},
                                        {u"nodePort"_s, nodePort},
                                        {u"inboxPort"_s, inboxPort},
                                        {u"seeded"_s, seeded},
                                        {u"funded"_s, QJsonArray::fromStringList(funded)}}));
}

base::Bytes computingTermsRules()
{
    curation::DatanetRules rules;
    rules.title = kDatanetName;
    rules.purpose = u"Words of computing and office life with computers, each with a definition in plain English, for "
                    "models that explain them."_s;
    rules.rules = {u"One term a record, with a definition of at least one full sentence."_s,
                   u"English, in your own words or under a licence named below."_s,
                   u"No names, addresses, telephone numbers or e-mail addresses of people."_s,
                   u"Nothing that is in the datanet already; better definitions are welcome as corrections."_s,
                   u"No advertising."_s};
    rules.licence = u"GFDL-1.1-or-later"_s;
    rules.licences = {u"CC-BY-4.0"_s, u"CC-BY-SA-4.0"_s, u"CC0-1.0"_s, u"GFDL-1.1-or-later"_s};
    rules.languages = {u"en"_s};
    const auto field = [](const QString &name, dataset::FieldType type, bool required) {
        dataset::Field result;
        result.name = name;
        result.type = type;
        result.constraints.required = required;
        return result;
    };
    rules.schema.fields = {
        field(u"term"_s, dataset::FieldType::String, true), field(u"definition"_s, dataset::FieldType::String, true),
        field(u"subject"_s, dataset::FieldType::String, false), field(u"kind"_s, dataset::FieldType::String, false),
        field(u"first_used"_s, dataset::FieldType::Any, false)};
    rules.schema.textField = u"definition"_s;
    return rules.toJson();
}

base::Result<Founding> foundPracticeNetwork(PracticeGate &gate, const PracticeFolders &folders,
                                            const chain::ContractSet &contracts, const QUrl &inbox,
                                            base::TaskContext &context)
{
    context.step(u"Making accounts for the programs"_s);
    std::vector<base::Address> accounts;
    for (const QString &name : QStringList{kCurator, kSeeder} + practiceReviewers()) {
        const auto key = programKey(folders, name);
        if (!key)
            return fail(key.error());
        accounts.push_back(key->address());
    }
    if (const auto opened = openPracticeBank(gate, folders, context); !opened)
        return fail(opened.error());
    if (const auto given = givePracticeCoins(gate, folders, contracts, accounts, kProgramCoins, context); !given)
        return fail(given.error());

    context.step(u"Deploying the contracts"_s);
    auto curatorKey = programKey(folders, kCurator);
    if (!curatorKey)
        return fail(curatorKey.error());
    PracticeSender curator(gate, contracts, std::move(*curatorKey));
    chain::DeploymentChoices choices;
    choices.treasury = curator.address();
    choices.practice = true;
    choices.governance = chain::practiceGovernance();
    const auto chosen = PracticeChoices::load(folders);
    if (!chosen)
        return fail(chosen.error());
    choices.parameters = chosen->values();
    const auto plan = chain::deploymentPlan(contracts, curator.address(), 0, choices);
    if (!plan)
        return fail(plan.error());
    for (const chain::DeploymentStep &step : *plan)
        if (const auto deployed = curator.send(step.call, u"deploying "_s + step.name, context); !deployed)
            return fail(deployed.error());
    const auto deployed = chain::checkDeployment(contracts, *plan, curator.node(), context);
    if (!deployed)
        return fail(deployed.error());

    context.step(u"Founding the datanet"_s);
    const base::Bytes terms = computingTermsRules();
    const base::Digest termsHash = curation::DatanetRules::termsHash(terms);
    const chain::DatanetsContract datanets(contracts, deployed->value(u"Datanets"_s).address);
    const auto created =
        curator.send(datanets.create(kTextKind, termsHash, kDatanetName, inbox.toString(), folders.remote(1)),
                     u"founding the datanet"_s, context);
    if (!created)
        return fail(created.error());
    const auto number = datanets.created(*created);
    if (!number)
        return fail(number.error());
    if (const auto made = makeRemote(folders.remote(*number), terms, termsHash); !made)
        return fail(made.error());

    context.step(u"Registering the reviewers"_s);
    const chain::StakesContract stakes(contracts, deployed->value(u"Stakes"_s).address);
    const Uint256 stake = chain::practiceParameters().wei(chain::ParameterKey::ReviewerStake);
    for (const QString &name : practiceReviewers()) {
        auto key = programKey(folders, name);
        if (!key)
            return fail(key.error());
        const auto recipient = chain::encryptionIdentity(*key).recipient().publicKey;
        PracticeSender reviewer(gate, contracts, std::move(*key));
        // Several times the least stake: a penalty takes a reviewer out only after many.
        const auto staked = reviewer.send(
            stakes.deposit(chain::StakeRole::Reviewer, *number, recipient, stake.times(Uint256(10)).value_or(stake)),
            u"registering "_s + name, context);
        if (!staked)
            return fail(staked.error());
    }

    Founding founding;
    founding.datanet = *number;
    founding.profile.id = u"practice"_s;
    founding.profile.title = u"Practice network"_s;
    founding.profile.chainId = kPracticeChainId;
    founding.profile.practice = true;
    founding.profile.contracts = *deployed;
    founding.profile.blockSeconds = 1;
    founding.profile.reachable = chain::TrustLevel::OwnNode;
    const auto genesis = curator.node().blockByNumber(0, context);
    if (!genesis)
        return fail(genesis.error());
    founding.profile.genesisHash = genesis->hash;
    return founding;
}

Status moveInbox(PracticeGate &gate, const PracticeFolders &folders, const chain::ContractSet &contracts,
                 const chain::NetworkProfile &profile, std::uint64_t datanet, const QUrl &inbox,
                 base::TaskContext &context)
{
    const auto address = profile.contract(u"Datanets"_s);
    if (!address)
        return fail(address.error());
    auto key = programKey(folders, kCurator);
    if (!key)
        return fail(key.error());
    PracticeSender curator(gate, contracts, std::move(*key));
    const chain::DatanetsContract datanets(contracts, address->address);
    const auto updated = curator.send(datanets.update(datanet, curation::DatanetRules::termsHash(computingTermsRules()),
                                                      kDatanetName, inbox.toString(), folders.remote(datanet)),
                                      u"naming the inbox anew"_s, context);
    return updated ? Status() : Status(fail(updated.error()));
}

} // namespace datanet::sync
