#include "core/rewards/epoch_world.h"

#include "attribution/shard_builder.h"
#include "base/compression.h"
#include "rewards/dispute_pack.h"
#include "rewards/epoch_files.h"
#include "rewards/epoch_verify.h"
#include "rewards/explanation.h"
#include "rewards/leaf_proof.h"
#include "rewards/reward_book.h"

#include <QDirIterator>
#include <QTest>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace datanet;
using namespace datanet::rewards;
using namespace datanet::test;
using base::Uint256;
using namespace Qt::StringLiterals;

namespace {

std::map<QString, base::Bytes> filesOf(const QString &folder)
{
    std::map<QString, base::Bytes> result;
    QDirIterator files(folder, QDir::Files | QDir::Hidden);
    while (files.hasNext()) {
        files.next();
        result[files.fileName()] = readFile(files.filePath());
    }
    return result;
}

// An engine that takes its time, so that a kill finds it at work.
class SlowCredits final : public CreditSource
{
public:
    explicit SlowCredits(const CreditSource &real) : m_real(real) { }
    [[nodiscard]] QString engine() const override { return m_real.engine(); }
    [[nodiscard]] base::Digest data() const override { return m_real.data(); }
    [[nodiscard]] base::Result<OutputCredits> credits(base::ByteView output) const override
    {
        ::usleep(300);
        return m_real.credits(output);
    }
    [[nodiscard]] base::Result<std::vector<CreditedSpan>> spans(base::ByteView output,
                                                                const RecordPlace &leader) const override
    {
        return m_real.spans(output, leader);
    }

private:
    const CreditSource &m_real;
};

} // namespace

class TestEpochs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void claimedIsExplainedIsRecomputed()
    {
        base::Unwatched task;
        for (unsigned seed = 1; seed <= 6; ++seed) {
            EpochWorld world(seed, 30);
            const TextCredits credits = world.credits();
            const QString folder = world.folder.filePath(u"epoch"_s);
            const Statement statement = need(buildEpoch(world.job, credits, folder, task));
            const EpochTotals &totals = statement.totals;
            Uint256 all;
            for (const Uint256 &part : {totals.toModel, totals.toContributors, totals.toReviewers, totals.toStakers})
                all = *all.plus(part);
            QCOMPARE(all, statement.rewards.sum); // first epoch: everything paid is in the tree
            QCOMPARE(*all.plus(totals.toTreasury), totals.fees);
            QCOMPARE(totals.fees, world.job.inputs.settlement.fees);
            QVERIFY(!totals.toContributors.isZero() && !totals.unattributed.isZero());

            const auto book = need(RewardBook::load(folder + u'/' + kRewardsFile));
            Uint256 explained;
            for (const RewardLine &line : book.lines()) {
                const auto why = need(explainEpoch(world.job, folder, line.leaf.account, &credits, task));
                QVERIFY(addsUp(why, statement.rewards.hash()).has_value());
                need(checkExplanation(why, statement.rewards.hash(), world.job, credits, task));
                QCOMPARE(why.earned, line.leaf.cumulative);
                QVERIFY(followOn(std::vector{why}).has_value());
                explained = *explained.plus(why.earned);
                bends(why, statement.rewards.hash(), world.job, credits);
            }
            QCOMPARE(explained, statement.rewards.sum);
            const auto nobody = need(explainEpoch(world.job, folder, accountOf(90), &credits, task));
            QVERIFY(!nobody.proof && nobody.earned.isZero() && addsUp(nobody, statement.rewards.hash()).has_value());

            const auto verification =
                need(verifyEpoch(world.job, credits, folder, world.folder.filePath(u"again"_s), task));
            QVERIFY(verification.matches() && verification.disputePack.isEmpty());
            QVERIFY(!QFileInfo::exists(world.folder.filePath(u"again"_s)));
            need(verifyArithmetic(world.job, folder, task));
        }
    }

    void sameBytesForThreadsOrderAndShards()
    {
        base::Unwatched task;
        EpochWorld world(11, 60);
        const TextCredits credits = world.credits();
        world.job.threads = 1;
        need(buildEpoch(world.job, credits, world.folder.filePath(u"one"_s), task));
        const auto expected = filesOf(world.folder.filePath(u"one"_s));
        QCOMPARE(expected.size(), std::size_t(4));

        world.job.threads = 3;
        std::shuffle(world.lines.begin(), world.lines.end(), std::mt19937(5));
        world.job.log = world.folder.filePath(u"shuffled.jsonl"_s);
        writeFile(world.job.log, world.logBytes());
        need(buildEpoch(world.job, credits, world.folder.filePath(u"two"_s), task));
        QVERIFY(filesOf(world.folder.filePath(u"two"_s)) == expected);

        // Every record a shard of its own part, in another order.
        std::vector<attribution::TextShard> shards;
        for (const auto &text : world.texts) {
            for (std::uint32_t half = 0; half < 2; ++half) {
                attribution::ShardBuilder builder;
                need(builder.beginSource(text.source));
                for (std::uint32_t i = half * 11; i < (half == 0 ? 11 : text.records.size()); ++i)
                    need(builder.add(text.records[i].recordId, i, text.records[i].text));
                shards.push_back(need(attribution::TextShard::fromBytes(need(builder.finish()))));
            }
        }
        std::reverse(shards.begin(), shards.end());
        const auto index = need(attribution::TextIndex::of(shards));
        attribution::RecordClusters clusters;
        need(clusters.extend(index, task));
        const auto split =
            need(TextCredits::over(need(attribution::TextCorpus::of(index, clusters.standings())), world.ids()));
        need(buildEpoch(world.job, split, world.folder.filePath(u"three"_s), task));
        QVERIFY(filesOf(world.folder.filePath(u"three"_s)) == expected);
    }

    void everyInputChangesTheRoots()
    {
        base::Unwatched task;
        const auto rootsOf = [&](EpochWorld &world) {
            const auto statement =
                need(buildEpoch(world.job, world.credits(), world.folder.filePath(u"epoch"_s), task));
            return std::tuple(statement.attributionRoot, statement.rewards.hash(), statement.hash());
        };
        EpochWorld plain(21, 20);
        const auto [attribution, rewards, statement] = rootsOf(plain);

        EpochWorld record(21, 20); // one record loses its text
        for (auto &text : record.texts[2].records)
            text.text = text.text == record.texts[2].records[0].text ? "nothing" : text.text;
        const auto changedRecord = rootsOf(record);
        QVERIFY(std::get<2>(changedRecord) != statement);
        QVERIFY(std::get<0>(changedRecord) != attribution && std::get<1>(changedRecord) != rewards);

        EpochWorld token(21, 20); // one answer that pays contributors has one word more, which its payer signed for
        const TextCredits credits = token.credits();
        const auto changed = std::find_if(token.lines.begin(), token.lines.end(), [&](const LoggedAnswer &line) {
            const bool isLast = std::none_of(token.lines.begin(), token.lines.end(), [&](const LoggedAnswer &other) {
                return other.receipt.payer == line.receipt.payer && other.receipt.nonce > line.receipt.nonce;
            });
            return isLast && line.receipt.fee > Uint256(1'000'000)
                && !need(credits.credits(*line.output)).records.empty();
        });
        QVERIFY(changed != token.lines.end());
        changed->output->append(" zyzzyva");
        changed->receipt.output = outputCommitment({}, *changed->output);
        std::uint8_t payer = 50;
        while (accountOf(payer) != changed->receipt.payer)
            ++payer;
        changed->signature = signReceipt(token.job.inputs.domain(), changed->receipt, keyOf(payer)).toBytes();
        token.settle();
        const auto changedToken = rootsOf(token);
        QVERIFY(std::get<0>(changedToken) != attribution && std::get<1>(changedToken) != rewards);

        EpochWorld parameter(21, 20);
        parameter.job.inputs.rules.parameters.split = {2999, 5001, 1000, 500, 500};
        const auto changedParameter = rootsOf(parameter);
        QCOMPARE(std::get<0>(changedParameter), attribution); // who is credited does not depend on money
        QVERIFY(std::get<1>(changedParameter) != rewards && std::get<2>(changedParameter) != statement);
    }

    void roundsFollowOnAndIndicesStay()
    {
        base::Unwatched task;
        EpochWorld world(31, 15);
        const TextCredits credits = world.credits();
        const QString first = world.folder.filePath(u"4"_s);
        const Statement before = need(buildEpoch(world.job, credits, first, task));
        EpochJob next = world.job;
        auto &settlement = next.inputs.settlement;
        next.inputs.previous = {4, before.hash(), before.rewards};
        QVERIFY(!buildEpoch(next, credits, world.folder.filePath(u"5"_s), task)); // builds on itself
        settlement.previous = 4;
        settlement.epoch = 5;
        QVERIFY(!buildEpoch(next, credits, world.folder.filePath(u"5"_s), task)); // the log is of epoch 4

        world.lines.clear();
        for (int i = 0; i < 15; ++i)
            world.ask(world.answer());
        for (std::uint8_t payer = 50; payer < 53; ++payer) {
            const LoggedAnswer *last = nullptr;
            for (auto &line : world.lines) {
                if (line.receipt.payer != accountOf(payer))
                    continue;
                line.receipt.epoch = 5;
                line.receipt = need(nextReceipt(line.receipt, last == nullptr ? nullptr : &last->receipt));
                line.signature = signReceipt(next.inputs.domain(), line.receipt, keyOf(payer)).toBytes();
                last = &line;
            }
        }
        world.job.inputs.rules.contributions.at(10).account = accountOf(5); // a new account appears
        next.inputs.rules = world.job.inputs.rules;
        world.settle();
        const auto settled = world.job.inputs.settlement;
        settlement = settled;
        settlement.previous = 4;
        settlement.epoch = 5;
        next.log = world.job.log;
        QVERIFY(!buildEpoch(next, credits, world.folder.filePath(u"5"_s), task)); // no rewards of the round before
        next.previousRewards = first + u'/' + kRewardsFile;
        const QString second = world.folder.filePath(u"5"_s);
        const Statement after = need(buildEpoch(next, credits, second, task));
        need(checkContinuity(next.previousRewards, second + u'/' + kRewardsFile));
        QVERIFY(!checkContinuity(second + u'/' + kRewardsFile, next.previousRewards)); // less than before
        QVERIFY(after.rewards.sum > before.rewards.sum);
        const auto old = need(RewardBook::load(next.previousRewards));
        for (const auto &line : old.lines()) {
            const auto why = need(explainEpoch(next, second, line.leaf.account, &credits, task));
            need(checkExplanation(why, after.rewards.hash(), next, credits, task));
            QCOMPARE(why.before, line.leaf.cumulative);
            QCOMPARE(why.proof ? why.proof->leaf.index : 0, line.leaf.index);
        }
    }

    void aWrongEpochIsNamedAndDisputed()
    {
        base::Unwatched task;
        EpochWorld world(41, 12);
        const TextCredits credits = world.credits();
        const QString good = world.folder.filePath(u"good"_s);
        need(buildEpoch(world.job, credits, good, task));
        const auto verify = [&](const QString &folder) {
            return need(verifyEpoch(world.job, credits, folder, world.folder.filePath(u"scratch"_s), task));
        };
        const auto copyWith = [&](const QString &name, QStringView file, const base::Bytes &bytes) {
            const QString folder = world.folder.filePath(name);
            QDir().mkpath(folder);
            for (const auto &[each, content] : filesOf(good))
                writeFile(folder + u'/' + each, content);
            writeFile(folder + u'/' + file, bytes);
            return folder;
        };
        // A cheat who credits one record more, and whose files are right for it.
        std::vector<AttributionLeaf> leaves;
        need(readAttributions(good + u'/' + kAttributionsFile, [&](const AttributionLeaf &leaf) -> base::Status {
            leaves.push_back(leaf);
            return {};
        }));
        const std::size_t bent = leaves.size() / 2;
        base::Bytes lines;
        for (std::size_t i = 0; i < leaves.size(); ++i) {
            leaves[i].credit += i == bent ? 1 : 0;
            leaves[i].appendLine(lines);
        }
        const QString cheat = copyWith(u"cheat"_s, kAttributionsFile, base::Compressor().compress(lines));
        const auto verification = verify(cheat);
        QVERIFY(!verification.matches());
        QCOMPARE(verification.difference->file, kAttributionsFile.toString());
        QCOMPARE(verification.difference->line, bent + 1);
        QVERIFY(verification.difference->found != verification.difference->expected);
        QVERIFY(!verifyArithmetic(world.job, cheat, task));
        // Its statement names the root without the cheat, so the pack's own check says that the leaf is not under it.
        QVERIFY(!checkDisputePack(verification.disputePack));
        QVERIFY(verification.disputePack.contains(u"answerProof"_s));

        auto rewards = readFile(good + u'/' + kRewardsFile).split('\n');
        rewards[1].replace("\"index\":1", "\"index\":2");
        const auto reward = verify(copyWith(u"reward"_s, kRewardsFile, rewards.join('\n')));
        QCOMPARE(reward.difference->file, kRewardsFile.toString());
        QCOMPARE(reward.difference->line, std::uint64_t(2));

        auto statement = need(Statement::fromJson(readFile(good + u'/' + kStatementFile)));
        statement.totals.toModel = 1;
        const auto total = verify(copyWith(u"total"_s, kStatementFile, statement.toJson()));
        QCOMPARE(total.difference->member, u"totals.toModel"_s);
        QCOMPARE(total.difference->found, base::Bytes("\"1\""));
        need(checkDisputePack(total.disputePack));

        // A proposer with other inputs than the chain's, consistent in itself: proofs lead to the posted roots.
        EpochJob other = world.job;
        other.inputs.rules.contributions.at(20).account = accountOf(44);
        const QString elsewhere = world.folder.filePath(u"elsewhere"_s);
        need(buildEpoch(other, credits, elsewhere, task));
        const auto diverted = verify(elsewhere);
        QCOMPARE(diverted.difference->file, kAttributionsFile.toString());
        need(checkDisputePack(diverted.disputePack));
        auto pack = diverted.disputePack;
        auto leaf = pack.value(u"postedLeaf"_s).toObject();
        leaf.insert(u"line"_s, pack.value(u"expected"_s));
        pack.insert(u"postedLeaf"_s, leaf);
        QVERIFY(!checkDisputePack(pack));

        for (const QStringView file : {kAttributionsFile, kRewardsFile, kInputsFile, kStatementFile}) {
            const base::Bytes whole = readFile(good + u'/' + file);
            const auto cut = verify(copyWith(QString(u"cut-"_s + file), file, whole.left(whole.size() / 2)));
            QCOMPARE(cut.difference->file, file.toString());
            const QString folder = world.folder.filePath(QString(u"cut-"_s + file));
            QFile::remove(folder + u'/' + file);
            QCOMPARE(verify(folder).difference->file, file.toString());
        }
    }

    void proofsOfEveryLeaf()
    {
        base::Unwatched task;
        EpochWorld world(51, 9);
        const QString folder = world.folder.filePath(u"epoch"_s);
        const Statement statement = need(buildEpoch(world.job, world.credits(), folder, task));
        for (std::uint64_t i = 0; i < statement.attributionCount; ++i) {
            auto proof = need(proveAttribution(folder + u'/' + kAttributionsFile, i));
            QVERIFY(verifyAttribution(proof, statement.attributionRoot));
            ++proof.leaf.credit;
            QVERIFY(!verifyAttribution(proof, statement.attributionRoot));
        }
        QVERIFY(!proveAttribution(folder + u'/' + kAttributionsFile, statement.attributionCount));
        const auto log = need(InferenceLog::open(world.job.log, world.job.inputs.domain(), task));
        for (std::uint64_t i = 0; i < log.count(); ++i) {
            QVERIFY(crypto::verifyMerkleProof(crypto::MerkleKind::Inference, need(log.at(i)).receipt.hash(),
                                              need(proveReceipt(log, i, task)), statement.logRoot));
        }
        QCOMPARE(proveReward(folder + u'/' + kRewardsFile, accountOf(90)).error().kind, base::ErrorKind::NotFound);
    }

    void inputsAndStatementsReadBackOrAreRefused()
    {
        base::Unwatched task;
        EpochWorld world(61, 5);
        const base::Bytes inputs = world.job.inputs.toJson();
        QCOMPARE(need(EpochInputs::fromJson(inputs)).toJson(), inputs);
        const base::Bytes statement =
            need(buildEpoch(world.job, world.credits(), world.folder.filePath(u"epoch"_s), task)).toJson();
        QCOMPARE(need(Statement::fromJson(statement)).toJson(), statement);
        std::mt19937 random(1);
        for (int i = 0; i < 3000; ++i) {
            for (const bool first : {true, false}) {
                base::Bytes bent = first ? inputs : statement;
                const auto place = qsizetype(random() % std::size_t(bent.size()));
                if (random() % 2 == 0)
                    bent[place] = static_cast<char>(random());
                else
                    bent.remove(place, 1 + random() % 5);
                // Read as something else or refused; never two spellings of one content.
                if (first) {
                    if (const auto read = EpochInputs::fromJson(bent))
                        QCOMPARE(read->toJson(), bent);
                } else if (const auto read = Statement::fromJson(bent)) {
                    QCOMPARE(read->toJson(), bent);
                }
            }
        }
    }

    void aKillCostsAtMostTheFrameBegun()
    {
        base::Unwatched task;
        EpochWorld world(71, 0);
        for (int i = 0; i < 400; ++i) {
            std::string text;
            for (int j = 0; j < 30; ++j)
                text += world.answer();
            world.ask(text);
        }
        world.settle();
        const TextCredits credits = world.credits();
        const QString whole = world.folder.filePath(u"whole"_s);
        need(buildEpoch(world.job, credits, whole, task));
        const auto expected = filesOf(whole);
        const SlowCredits slow(credits);
        const QString folder = world.folder.filePath(u"killed"_s);
        std::mt19937 random(3);
        int kills = 0;
        std::int64_t kept = 0;
        while (!QFileInfo::exists(folder)) {
            const pid_t child = ::fork();
            if (child == 0) {
                const auto built = buildEpoch(world.job, slow, folder, task);
                ::_exit(built ? 0 : 3);
            }
            ::usleep(1000 * (50 + random() % 400) * unsigned(1 + kills / 4));
            ::kill(child, SIGKILL);
            int status = 0;
            ::waitpid(child, &status, 0);
            QVERIFY(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
            ++kills;
            const QString data = folder + u".building/"_s + kAttributionsFile;
            if (!QFileInfo::exists(folder) && QFileInfo::exists(data))
                kept = std::max<std::int64_t>(kept, QFileInfo(data).size());
            QVERIFY(kills < 200);
        }
        QVERIFY(kills > 1 && kept > 0);
        QVERIFY(filesOf(folder) == expected);
        QVERIFY(!QFileInfo::exists(folder + u".building"_s));
    }

    void keptWorkThatWasDamagedIsNotTakenUp()
    {
        base::Unwatched task;
        EpochWorld world(81, 10);
        const TextCredits credits = world.credits();
        const QString folder = world.folder.filePath(u"epoch"_s);
        need(buildEpoch(world.job, credits, world.folder.filePath(u"good"_s), task));
        const auto expected = filesOf(world.folder.filePath(u"good"_s));
        // Work of another job: its key differs.
        QDir().mkpath(folder + u".building"_s);
        writeFile(folder + u".building/job"_s, "another");
        writeFile(folder + u".building/progress"_s, "10 5\n");
        writeFile(folder + u".building/attributions.jsonl.zst"_s, "0123456789");
        need(buildEpoch(world.job, credits, folder, task));
        QVERIFY(filesOf(folder) == expected);
        QCOMPARE(buildEpoch(world.job, credits, folder, task).error().kind, base::ErrorKind::Conflict);
    }

private:
    // Any number of an explanation changed is noticed.
    static void bends(const EpochExplanation &why, const base::Digest &root, const EpochJob &job,
                      const CreditSource &source)
    {
        base::Unwatched task;
        const auto refused = [&](auto change) {
            EpochExplanation bad = why;
            change(bad);
            return !checkExplanation(bad, root, job, source, task);
        };
        QVERIFY(refused([](EpochExplanation &e) { e.earned = *e.earned.plus(1); }));
        QVERIFY(refused([](EpochExplanation &e) { e.before = *e.before.plus(1); }));
        QVERIFY(refused([](EpochExplanation &e) { e.account.bytes[0] ^= 1; }));
        QVERIFY(refused([](EpochExplanation &e) { e.answers.pop_back(); }));
        QVERIFY(refused([](EpochExplanation &e) { e.answers[0].wei = *e.answers[0].wei.plus(1); }));
        QVERIFY(
            refused([](EpochExplanation &e) { e.answers[0].parts[0].share = *e.answers[0].parts[0].share.plus(1); }));
        for (std::size_t i = 0; i < why.answers.size(); ++i) {
            if (why.answers[i].leaves.empty())
                continue;
            QVERIFY(refused([i](EpochExplanation &e) { ++e.answers[i].leaves[0].leaf.credit; }));
            QVERIFY(!why.answers[i].leaves[0].spans.empty());
            QVERIFY(refused([i](EpochExplanation &e) { ++e.answers[i].leaves[0].spans[0].credit; }));
            break;
        }
    }
};

QTEST_GUILESS_MAIN(TestEpochs)
#include "tst_epochs.moc"
