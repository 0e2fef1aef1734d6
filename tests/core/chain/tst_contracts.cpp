#include "chain/account_sender.h"
#include "chain/bindings/project_contracts.h"
#include "chain/call_reader.h"
#include "chain/deployment.h"
#include "chain/http_transport.h"
#include "crypto/address.h"
#include "crypto/digest.h"
#include "crypto/merkle_tree.h"
#include "support/anvil.h"

#include <QtTest>

using namespace datanet;
using namespace Qt::StringLiterals;

// The contracts on a real node, through the bindings, from deployment to a delivered contribution.
class TestContracts : public QObject
{
    Q_OBJECT

    static constexpr quint64 kChain = 4242;

    std::unique_ptr<test::Anvil> m_anvil;
    chain::HttpTransport m_http;
    base::Unwatched m_context;
    chain::ContractSet m_contracts;
    chain::NetworkProfile m_profile;
    std::optional<chain::ProjectContracts> m_bound;
    chain::Commitment m_commitment;
    chain::Opening m_opening;
    base::Bytes32 m_salt;

    chain::NodeClient node()
    {
        return chain::NodeClient(chain::JsonRpcClient(
            m_anvil->url(), m_http, [this](base::ByteView data) { return m_contracts.revertWords(data); }));
    }

    static crypto::SecretKey key()
    {
        return *crypto::SecretKey::from(
            base::Secret::from(*base::fromHex(QString::fromLatin1(test::Anvil::kFirstKey))));
    }

    base::Result<chain::Receipt> send(const base::Result<chain::Call> &call)
    {
        if (!call)
            return base::fail(call.error());
        const chain::AccountSender sender(node(), kChain);
        const auto quote = sender.quote(key().address(), *call, {}, m_context);
        if (!quote)
            return base::fail(quote.error());
        const auto transaction = sender.sign(*quote, key());
        if (!transaction)
            return base::fail(transaction.error());
        if (const auto sent = sender.submit(transaction->raw, m_context); !sent)
            return base::fail(sent.error());
        return sender.wait(*transaction, std::chrono::seconds(20), m_context);
    }

    // A fact as the node reports it: whether the slots are right, not whether it is proven (core/light does that).
    template <class T>
    T stored(const chain::StorageFact<T> &fact)
    {
        std::vector<base::Uint256> parts;
        const auto block = *node().blockNumber(m_context);
        for (const auto &field : fact.fields.value())
            parts.push_back(field.of(*node().storageAt(field.contract, field.slot, block, m_context)));
        return fact.from(parts);
    }

    static base::Bytes32 some(char letter) { return *base::Bytes32::from(QByteArray(32, letter)); }

private Q_SLOTS:
    void initTestCase()
    {
        if (test::anvilPath().isEmpty())
            QSKIP("anvil is not installed: npm ci --prefix packaging/npm");
        auto loaded = chain::ContractSet::load(QStringLiteral(DATANET_SOURCE_DIR "/resources/contracts"));
        QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().what));
        m_contracts = std::move(*loaded);
        m_anvil = std::make_unique<test::Anvil>(kChain);
        QVERIFY(m_anvil->isReady());
        m_profile.id = u"test"_s;
        m_profile.title = u"Test"_s;
        m_profile.chainId = kChain;
        m_profile.servers = {{m_anvil->url(), true}};
    }

    void init()
    {
        const auto name = QString::fromLatin1(QTest::currentTestFunction());
        if (!m_bound && name != "parametersAsPublished"_L1 && name != "deployment"_L1)
            QSKIP("the contracts are not deployed");
    }

    // The numbers here are those that the contracts' README publishes.
    void parametersAsPublished()
    {
        QFile readme(QStringLiteral(DATANET_SOURCE_DIR "/core/chain/contracts/README.md"));
        QVERIFY(readme.open(QIODevice::ReadOnly));
        const auto text = QString::fromUtf8(readme.readAll());
        const auto line = [](const chain::ParameterValues &set) {
            QStringList numbers;
            for (const auto value : set.values)
                numbers.append(QString::number(value));
            return numbers.join(u',');
        };
        QVERIFY(text.contains(u"Practice as array: `%1`"_s.arg(line(chain::practiceParameters()))));
        QVERIFY(text.contains(u"Real as array: `%1`"_s.arg(line(chain::realParameters()))));
    }

    void deployment()
    {
        const auto who = key().address();
        const auto plan =
            chain::deploymentPlan(m_contracts, who, *node().pendingNonce(who, m_context),
                                  {who, who, true, chain::practiceParameters(), chain::practiceGovernance()});
        QVERIFY2(plan, plan ? "" : qPrintable(plan.error().what));
        QCOMPARE(chain::checkDeployment(m_contracts, *plan, node(), m_context).error().kind, base::ErrorKind::NotFound);
        for (const auto &step : *plan) {
            const auto receipt = send(step.call);
            QVERIFY2(receipt, receipt ? "" : qPrintable(step.name + u": "_s + receipt.error().what));
            QCOMPARE(*receipt->createdContract, step.address);
        }
        const auto deployed = chain::checkDeployment(m_contracts, *plan, node(), m_context);
        QVERIFY2(deployed, deployed ? "" : qPrintable(deployed.error().what));
        m_profile.contracts = *deployed;
        auto swapped = *plan;
        std::swap(swapped[0].address, swapped[1].address);
        QCOMPARE(chain::checkDeployment(m_contracts, swapped, node(), m_context).error().kind,
                 base::ErrorKind::Corrupt);

        QVERIFY(!chain::ProjectContracts::bind(m_contracts, chain::NetworkProfile()));
        auto bound = chain::ProjectContracts::bind(m_contracts, m_profile);
        QVERIFY(bound);
        m_bound.emplace(std::move(*bound));
        const auto &parameters = m_bound->parameters;
        QVERIFY(stored(parameters.isPractice()));
        QCOMPARE(stored(parameters.owner()), who);
        QCOMPARE(stored(parameters.treasury()), who);
        const auto id = static_cast<std::uint32_t>(stored(parameters.currentId()));
        QVERIFY(stored(parameters.values(id)) == chain::practiceParameters());
        QVERIFY(stored(parameters.since(id)) > 0);
    }

    void datanet()
    {
        const QString longName = QString(60, u'n') + u"ü"_s;
        const auto receipt = send(m_bound->datanets.create(2, some('t'), longName, u"https://inbox"_s, u"git"_s));
        QVERIFY2(receipt, receipt ? "" : qPrintable(receipt.error().what));
        QCOMPARE(*m_bound->datanets.created(*receipt), 1u);
        QCOMPARE(stored(m_bound->datanets.count()), 1u);
        const auto head = stored(m_bound->datanets.head(1));
        QCOMPARE(head.owner, key().address());
        QCOMPARE(int(head.kind), 2);
        QCOMPARE(head.intake, chain::Intake::Active);
        QCOMPARE(stored(m_bound->datanets.termsCount(1)), 1u);
        QCOMPARE(stored(m_bound->datanets.termsHash(1, 0)), some('t'));
        QVERIFY(stored(m_bound->datanets.termsSince(1, 0)) > 0);
        QCOMPARE(stored(m_bound->datanets.textsHash(1)),
                 crypto::keccak256(chain::textsPreimage(longName, u"https://inbox"_s, u"git"_s)));
        QVERIFY(m_bound->datanets.name(1)
                && m_bound->datanets.name(1)->kind == chain::StorageField::Kind::DynamicBytes);
    }

    void contribution()
    {
        const auto &contributions = m_bound->contributions;
        const auto who = key().address();
        m_salt = some('s');
        const auto commitment =
            chain::saltedCommitment(kChain, contributions.address(), who, 1, some('r'), 5, some('t'), m_salt);
        // A bond that is not exact is refused before anything is signed, in words.
        const auto wrong = send(contributions.commit(commitment, 5, 1));
        QVERIFY(!wrong);
        QCOMPARE(wrong.error().kind, base::ErrorKind::Denied);
        QVERIFY2(wrong.error().what.contains(u"the bond must be exactly 0.000005 coins"_s),
                 qPrintable(wrong.error().what));

        const auto receipt = send(contributions.commit(commitment, 5, chain::practiceParameters().bondWei(5)));
        QVERIFY2(receipt, receipt ? "" : qPrintable(receipt.error().what));
        m_commitment = *contributions.committed(*receipt);
        QCOMPARE(m_commitment.id, 1u);
        QCOMPARE(m_commitment.commitment, commitment);
        QCOMPARE(m_commitment.payer, who);
        QCOMPARE(stored(contributions.commitment(1)), crypto::keccak256(m_commitment.preimage()));
        QCOMPARE(stored(contributions.sequence()), 1u);

        m_opening = {1,         1,  0,         0,         5,         0,         3,         who,      who,
                     some('r'), {}, some('b'), some('m'), some('l'), some('t'), some('g'), some('a')};
        const auto opened = send(contributions.open(m_opening, m_commitment, m_salt, {}));
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().what));
        QCOMPARE(stored(contributions.opening(1)), m_opening.hash());
        const auto status = stored(contributions.status(1));
        QCOMPARE(status.state, chain::ContributionState::Opened);
        QCOMPARE(status.count, 5u);
        QCOMPARE(status.priority, 1u);
        QVERIFY(status.bondHeld);
        QVERIFY(stored(contributions.ofDatanet(1)) == chain::Collection().with(m_opening.hash()));
        QVERIFY(stored(contributions.ofContributor(who)) == chain::Collection().with(m_opening.hash()));

        const auto logs = node().logs(
            contributions.filter(u"Opened"_s, {chain::asTopic(1), chain::asTopic(1), chain::asTopic(who)}), m_context);
        QVERIFY2(logs, logs ? "" : qPrintable(logs.error().what));
        QCOMPARE(logs->size(), std::size_t(1));
        QVERIFY(*contributions.opened(logs->front()) == m_opening);
        QVERIFY(!m_bound->datanets.published(logs->front()));

        const auto again = send(contributions.open(m_opening, m_commitment, m_salt, {}));
        QVERIFY(!again);
        QVERIFY2(again.error().what.contains(u"not in the right state"_s), qPrintable(again.error().what));
    }

    void stakes()
    {
        const auto who = key().address();
        const auto least = chain::practiceParameters().wei(chain::ParameterKey::ReviewerStake);
        const auto receipt = send(m_bound->stakes.deposit(chain::StakeRole::Reviewer, 1, some('k'), least));
        QVERIFY2(receipt, receipt ? "" : qPrintable(receipt.error().what));
        const auto stake = stored(m_bound->stakes.stake(who, chain::StakeRole::Reviewer, 1));
        QCOMPARE(stake.amount, least);
        QCOMPARE(stake.seat, 1u);
        QCOMPARE(stored(m_bound->stakes.encryptionKey(who)), some('k'));
        QCOMPARE(stored(m_bound->stakes.total()), least);
        const auto entries = stored(m_bound->stakes.sizeEntries(chain::StakeRole::Reviewer, 1));
        QCOMPARE(stored(m_bound->stakes.sizeEntry(chain::StakeRole::Reviewer, 1, entries - 1)), 1u);
        QCOMPARE(stored(m_bound->stakes.memberEntry(chain::StakeRole::Reviewer, 1, 0, 0)), who);
    }

    // What the contracts compute, the application computes too.
    void digests()
    {
        const auto &contributions = m_bound->contributions;
        const chain::Authorization authorization{1, 10, 20, 0, 99999999999u};
        const auto *function = contributions.artefact().interface.function(u"submissionDigest");
        const auto data = function->encodeCall(std::vector{m_opening.toValue(), authorization.toValue()});
        const auto digest = node().call({{}, contributions.address(), {}, *data}, m_context);
        QVERIFY2(digest, digest ? "" : qPrintable(digest.error().what));
        QCOMPARE(*base::Digest::from(*digest), contributions.submissionDigest(kChain, m_opening, authorization));

        const chain::Vote vote{1, 1, key().address(), chain::Verdict::Accept, some('b'), some('r'), some('s')};
        const auto *voteOf = m_bound->reviews.artefact().interface.function(u"voteOf");
        const auto voteData = voteOf->encodeCall(
            std::vector<chain::abi::Value>{vote.contribution, vote.round, vote.reviewer, std::uint8_t(1),
                                           vote.bitmapHash, vote.reasonsHash, vote.salt});
        const auto voteHash = node().call({{}, m_bound->reviews.address(), {}, *voteData}, m_context);
        QVERIFY(voteHash);
        QCOMPARE(*base::Digest::from(*voteHash), vote.hash(kChain, m_bound->reviews.address()));
    }

    void everyFactHasAPlace()
    {
        const auto who = key().address();
        const auto &reviews = m_bound->reviews;
        QVERIFY(reviews.round(1, 1).fields && reviews.seat(1, 1, 0).fields && reviews.seed(1, 1).fields);
        QVERIFY(reviews.vote(1, 1, 0).fields && reviews.bitmapHash(1, 1, 0).fields
                && reviews.reasonsHash(1, 1, 0).fields);
        QVERIFY(reviews.acceptedBitmap(1, 1).fields && reviews.appealOf(1).fields && reviews.owed(who).fields);
        const auto &contributions = m_bound->contributions;
        QVERIFY(contributions.delivery(1).fields && contributions.nonce(who).fields && contributions.owed(who).fields);
        const auto &datanets = m_bound->datanets;
        QVERIFY(datanets.version(1, 1).fields && datanets.versionAcc(1, 1).fields && datanets.publishedIn(1).fields);
        QVERIFY(m_bound->stakes.owed(who).fields
                && m_bound->stakes.memberEntries(chain::StakeRole::Juror, 0, 0).fields);
        const auto &inference = m_bound->inference;
        QVERIFY(inference.settlement(1, 1).fields && inference.charge(1, 1, who).fields && inference.owed(who).fields);
        const auto &attribution = m_bound->attribution;
        QVERIFY(attribution.proposal(1, 1).fields && attribution.status(1, 1).fields && attribution.owed(who).fields);
        QVERIFY(attribution.progress(1).fields && attribution.dispute(some('d')).fields
                && attribution.demand(some('d')).fields);
        const auto &rewards = m_bound->rewards;
        QVERIFY(rewards.root(1).fields && rewards.rootBefore(1).fields && rewards.ledger(1).fields
                && rewards.head(1).fields && rewards.taken(1, who).fields && rewards.owed(who).fields);
        QVERIFY(rewards.payee(who).fields && rewards.recovery(who).fields && rewards.redirect(who).fields);
        const auto &jury = m_bound->jury;
        QVERIFY(jury.panel(some('c')).fields && jury.seat(some('c'), 0).fields && jury.vote(some('c'), 0).fields);
        QVERIFY(m_bound->models.versionAcc(1).fields);
    }

    // A model, its payer's escrow and a settled epoch, each read back from its slot and its event.
    void paidAnswers()
    {
        const auto who = key().address();
        const auto &models = m_bound->models;
        chain::Model draft;
        draft.owner = draft.payee = draft.provider = who;
        draft.weightsHash = some('w');
        draft.priceIn = 1'000'000;
        const auto entry = *models.registered(*send(models.registerModel(draft, u"Glossary"_s, u"file:///model"_s)));
        QCOMPARE(entry.model.id, 1u);
        QCOMPARE(entry.name, u"Glossary"_s);
        QCOMPARE(stored(models.model(1)), crypto::keccak256(entry.model.preimage()));
        QCOMPARE(stored(models.status(1)).state, chain::ModelState::Active);
        QCOMPARE(stored(models.count()), 1u);

        const auto &inference = m_bound->inference;
        const base::Uint256 fee = 5'000'000'000'000'000;
        QVERIFY(send(inference.deposit(1, who, *fee.times(2))));
        QCOMPARE(stored(inference.escrow(1, who)).balance, *fee.times(2));
        QCOMPARE(stored(inference.clock(1)).epoch, 1u);
        const chain::AnswerReceipt receipt{1, 1, who, 1, some('i'), some('o'), 10, 20, fee, fee, {}};
        const auto domain = chain::receiptDomain(kChain, inference.address());
        const auto signature = key().sign(crypto::typedDataDigest(domain, receipt.hash()));
        const std::vector ids{base::Bytes32(receipt.hash())};
        const auto logRoot = crypto::merkleRoot(crypto::MerkleKind::Inference, ids);
        const auto settled = send(inference.settle(entry.model, logRoot, {{receipt, signature.toBytes()}}));
        QVERIFY2(settled, settled ? "" : qPrintable(settled.error().what));
        const auto settlement = *inference.settled(*settled);
        QCOMPARE(settlement.fees, fee);
        QCOMPARE(settlement.logRoot, logRoot);
        QCOMPARE(stored(inference.settlement(1, 1)), settlement.hash());
        QCOMPARE(stored(inference.state(1, 1)), chain::EpochState::Settled);
        QCOMPARE(stored(inference.holding(1)), (chain::Holding{fee, fee}));
        const chain::Charge charge{1, 1, who, 0, 1, ids.front(), fee};
        QCOMPARE(stored(inference.charge(1, 1, who)), charge.hash());

        // Nobody earned anything: the whole fee becomes the treasury's.
        chain::Proposal proposal;
        proposal.model = proposal.epoch = 1;
        proposal.proposer = who;
        proposal.locatorHash = crypto::keccak256(base::view("file:///epoch"));
        const auto &attribution = m_bound->attribution;
        const auto bond = chain::practiceParameters().wei(chain::ParameterKey::ProposalBond);
        const auto made =
            *attribution.proposed(*send(attribution.propose(proposal, settlement, u"file:///epoch"_s, bond)));
        QVERIFY(made.proposal == proposal);
        QCOMPARE(made.locator, u"file:///epoch"_s);
        QCOMPARE(stored(attribution.proposal(1, 1)), crypto::keccak256(proposal.preimage()));
        const auto status = stored(attribution.status(1, 1));
        QCOMPARE(status.state, chain::ProposalState::Proposed);
        QCOMPARE(status.attempt, 1u);
    }

    void sendingAgain()
    {
        const chain::AccountSender sender(node(), kChain);
        const auto who = key().address();
        const auto other = *base::Address::from(QByteArray(20, 'o'));
        const auto quote = *sender.quote(who, {other, 1, {}}, {}, m_context);
        QVERIFY(quote.maximumCost > quote.likelyFee);
        const auto transaction = *sender.sign(quote, key());
        QCOMPARE(*sender.submit(transaction.raw, m_context), transaction.hash);
        QVERIFY(sender.wait(transaction, std::chrono::seconds(20), m_context));
        // After a crash: the very same bytes again, which is no error and costs nothing.
        QCOMPARE(*sender.submit(transaction.raw, m_context), transaction.hash);
        QVERIFY(sender.wait(transaction, std::chrono::seconds(20), m_context));
        QCOMPARE(*node().balance(other, *node().blockNumber(m_context), m_context), base::Uint256(1));

        // Another transaction with the nonce that is gone.
        auto late = quote;
        late.transaction.value = 2;
        const auto conflict = sender.submit(sender.sign(late, key())->raw, m_context);
        QVERIFY(!conflict);
        QCOMPARE(conflict.error().kind, base::ErrorKind::Conflict);

        // One that nobody has yet: the wait ends, and says that it may still go through.
        auto future = quote;
        future.transaction.nonce += 10;
        const auto waiting = *sender.sign(future, key());
        QVERIFY(sender.submit(waiting.raw, m_context));
        QVERIFY(sender.submit(waiting.raw, m_context));
        const auto none = sender.wait(waiting, std::chrono::milliseconds(50), m_context);
        QVERIFY(!none);
        QCOMPARE(none.error().kind, base::ErrorKind::Network);

        const auto stranger = crypto::SecretKey::generate();
        QCOMPARE(sender.sign(quote, stranger).error().kind, base::ErrorKind::Denied);
        QVERIFY(!sender.submit("garbage", m_context));
        const auto poor = sender.quote(stranger.address(), {other, 1, {}}, {}, m_context);
        QVERIFY(!poor);
        QCOMPARE(poor.error().kind, base::ErrorKind::Denied);
        QVERIFY2(poor.error().what.contains(u"has 0 coins"_s), qPrintable(poor.error().what));
    }

    void callsInWords()
    {
        const auto read = [&](const chain::Call &call) { return chain::readCall(call, m_contracts, m_profile); };
        const auto &contributions = m_bound->contributions;
        const auto opening = read(*contributions.open(m_opening, m_commitment, m_salt, 400'000'000'000'000u));
        QVERIFY2(opening, opening ? "" : qPrintable(opening.error().what));
        QCOMPARE(opening->sentence, u"Submit 5 records to datanet 1; the fee is 0.0004 OPEN"_s);
        QCOMPARE(opening->contract, u"Contributions"_s);
        QVERIFY(std::ranges::find(opening->fields, chain::CallReading::Field{u"opening.count"_s, u"5"_s})
                != opening->fields.end());
        const auto who = key().address();
        const auto payment = read({who, 5, {}});
        QVERIFY(payment);
        QCOMPARE(payment->sentence, u"Send 0.000000000000000005 OPEN to %1"_s.arg(crypto::checksummed(who)));
        QCOMPARE(read({who, 5, "data"}).error().kind, base::ErrorKind::Denied);
        QCOMPARE(read({contributions.address(), {}, "oops"}).error().kind, base::ErrorKind::Denied);
        QCOMPARE(read({contributions.address(), {}, {}}).error().kind, base::ErrorKind::Denied);
        QCOMPARE(read({{}, {}, "code"}).error().kind, base::ErrorKind::Denied);
        auto longer = *contributions.commit(some('c'), 1, {});
        longer.data += '\0';
        QCOMPARE(read(longer).error().kind, base::ErrorKind::Invalid);
        // Calls that only contracts make are not offered for signing.
        const auto *internal = contributions.artefact().interface.function(u"markPublished");
        QVERIFY(!read({contributions.address(), {}, *internal->encodeCall(std::vector{chain::abi::Value(1u)})}));
        QCOMPARE(chain::coinText({}, u"OPEN"_s), u"0 OPEN"_s);
        QCOMPARE(chain::coinText(*base::Uint256(5).times(1'000'000'000'000'000'000u), u"OPEN"_s), u"5 OPEN"_s);
    }
};

QTEST_GUILESS_MAIN(TestContracts)
#include "tst_contracts.moc"
