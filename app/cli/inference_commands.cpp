#include "cli/account_access.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/market_words.h"

#include "crypto/address.h"
#include "sync/answer_flags.h"
#include "sync/answers.h"
#include "sync/round_dispute.h"

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

struct InferenceWords
{
    std::uint64_t model = 0;
    std::uint64_t epoch = 0; // 0: looked up
    std::string amount, question, maximum, inference, reason;
    std::uint64_t seed = 0; // 0: another one each time
    std::uint32_t tokens = 128;
    std::size_t atOnce = sync::kPayersAtOnce;
};

// The network, and the key of the account in use.
struct Asker
{
    std::unique_ptr<NetworkInUse> network;
    crypto::SecretKey key;
};

base::Result<Asker> openAsker(Session &session)
{
    auto network = openNetwork(session);
    if (!network)
        return base::fail(network.error());
    const auto account = accountInUse(session);
    if (!account)
        return base::fail(account.error());
    auto key = unlockAccount(session, *account);
    if (!key)
        return base::fail(key.error());
    return Asker{std::move(*network), std::move(*key)};
}

base::Result<Answer> deposit(Session &session, const InferenceWords &words)
{
    const auto asker = openAsker(session);
    const auto amount = coinsFrom(words.amount);
    if (!asker || !amount)
        return base::fail(!asker ? asker.error() : amount.error());
    const auto &on = **asker->network;
    const auto receipt = sync::depositForAnswers(on, words.model, *amount, asker->key, session.context());
    if (!receipt)
        return base::fail(receipt.error());
    session.say(
        u"%1 are aside for answers of model %2; what you don't use comes back with: datanet inference refund %2"_s
            .arg(coins(on, *amount))
            .arg(words.model));
    session.answer({{u"model"_s, qint64(words.model)},
                    {u"amount"_s, amount->toDecimal()},
                    {u"transaction"_s, receipt->transactionHash.hex()}});
    return Answer::Yes;
}

base::Result<Answer> status(Session &session, const InferenceWords &words)
{
    auto network = openNetwork(session);
    const auto account = accountInUse(session);
    if (!network || !account)
        return base::fail(!network ? network.error() : account.error());
    const auto &on = ***network;
    auto snapshot = on.latest(session.context());
    if (!snapshot)
        return base::fail(snapshot.error());
    const auto budget = sync::readAnswerBudget(on, *snapshot, words.model, account->address, session.context());
    if (!budget)
        return base::fail(budget.error());
    const auto balance = budget->escrow.map([](const auto &escrow) { return escrow.balance; });
    const base::Uint256 left =
        balance.hasValue() ? balance.value().minus(budget->promised).value_or(base::Uint256()) : base::Uint256();
    session.say(u"Aside for answers of model %1: %2%3; %4 of it is promised by receipts"_s.arg(words.model)
                    .arg(balance.hasValue() ? coins(on, balance.value()) : u"unknown"_s, knownAs(balance.level()),
                         coins(on, budget->promised)));
    session.answer({{u"model"_s, qint64(words.model)},
                    {u"escrow"_s, provenWei(balance)},
                    {u"promised"_s, budget->promised.toDecimal()},
                    {u"left"_s, left.toDecimal()}});
    return Answer::Yes;
}

base::Result<Answer> ask(Session &session, const InferenceWords &words)
{
    const auto asker = openAsker(session);
    if (!asker)
        return base::fail(asker.error());
    const auto &on = **asker->network;
    std::optional<base::Uint256> maximum;
    if (!words.maximum.empty()) {
        const auto amount = coinsFrom(words.maximum);
        if (!amount)
            return base::fail(amount.error());
        maximum = *amount;
    }
    models::AnswerOptions options;
    options.seed = words.seed != 0 ? words.seed : static_cast<std::uint64_t>(on.clock().now().toMSecsSinceEpoch());
    options.maximumTokens = words.tokens;
    const auto paid =
        sync::askPaid(on, words.model, fromWords(words.question), options, maximum, asker->key, session.context());
    if (!paid)
        return base::fail(paid.error());
    const auto &receipt = paid->line.receipt;
    session.say(QString::fromUtf8(paid->answer.text));
    session.say(u"It cost %1; your receipt %2 of round %3 is signed. Where it comes from: datanet trace"_s
                    .arg(coins(on, receipt.fee))
                    .arg(receipt.nonce)
                    .arg(receipt.epoch));
    session.answer({{u"model"_s, qint64(paid->model)},
                    {u"answer"_s, QString::fromUtf8(paid->answer.text)},
                    {u"inference"_s, receipt.inference.hex()},
                    {u"epoch"_s, qint64(receipt.epoch)},
                    {u"nonce"_s, qint64(receipt.nonce)},
                    {u"tokensIn"_s, qint64(receipt.tokensIn)},
                    {u"tokensOut"_s, qint64(receipt.tokensOut)},
                    {u"fee"_s, receipt.fee.toDecimal()},
                    {u"cumulativeFee"_s, receipt.cumulativeFee.toDecimal()},
                    {u"receipt"_s, receipt.hash().hex()},
                    {u"left"_s, paid->left.toDecimal()}});
    return Answer::Yes;
}

base::Result<Answer> flag(Session &session, const InferenceWords &words)
{
    const auto inference = base::Bytes32::fromHexText(fromWords(words.inference));
    if (!inference)
        return session.usage(u"\"%1\" is no number of an answer"_s.arg(fromWords(words.inference).left(80)),
                             u"`inference ask --json` says it as \"inference\""_s);
    const auto asker = openAsker(session);
    if (!asker)
        return base::fail(asker.error());
    const auto &on = **asker->network;
    const auto epoch = words.epoch != 0 ? base::Result<std::uint64_t>(words.epoch)
                                        : sync::epochOfAnswer(on, words.model, *inference, session.context());
    if (!epoch)
        return base::fail(epoch.error());
    if (const auto done = sync::flagAnswer(on, words.model, *epoch, *inference, fromWords(words.reason), asker->key,
                                           session.context());
        !done)
        return base::fail(done.error());
    session.say(
        u"Flagged, for everybody to see. Reviewers see which records the answer repeated once its round is paid "
        "out."_s);
    session.answer({{u"model"_s, qint64(words.model)},
                    {u"epoch"_s, qint64(*epoch)},
                    {u"inference"_s, inference->hex()},
                    {u"reason"_s, fromWords(words.reason)}});
    return Answer::Yes;
}

base::Result<Answer> settle(Session &session, const InferenceWords &words)
{
    const auto asker = openAsker(session);
    if (!asker)
        return base::fail(asker.error());
    const auto &on = **asker->network;
    const auto settled = sync::settleAnswers(on, words.model, asker->key, session.context(), words.atOnce);
    if (!settled)
        return base::fail(settled.error());
    session.say(u"Round %1 is settled: %2 answers of %3 payers, %4."_s.arg(settled->epoch)
                    .arg(settled->count)
                    .arg(settled->payers)
                    .arg(coins(on, settled->fees)));
    session.say(u"Next: datanet epoch build %1"_s.arg(words.model));
    session.answer({{u"model"_s, qint64(settled->model)},
                    {u"epoch"_s, qint64(settled->epoch)},
                    {u"answers"_s, qint64(settled->count)},
                    {u"payers"_s, qint64(settled->payers)},
                    {u"fees"_s, settled->fees.toDecimal()},
                    {u"logRoot"_s, settled->logRoot.hex()}});
    return Answer::Yes;
}

base::Result<Answer> refund(Session &session, const InferenceWords &words)
{
    const auto asker = openAsker(session);
    if (!asker)
        return base::fail(asker.error());
    const auto step = sync::refundAnswers(**asker->network, words.model, asker->key, session.context());
    if (!step)
        return base::fail(step.error());
    static const QStringList names{u"asked"_s, u"waiting"_s, u"paid"_s};
    static const QStringList sentences{
        u"You have asked for your coins back. They come when the open round is closed: try again then."_s,
        u"Not yet: the round in which you asked is still open, or the notice is not over."_s,
        u"The coins are yours again."_s};
    session.say(sentences.at(static_cast<int>(*step)));
    session.answer({{u"model"_s, qint64(words.model)}, {u"refund"_s, names.at(static_cast<int>(*step))}});
    return *step == sync::RefundStep::Waiting ? Answer::No : Answer::Yes;
}

base::Result<Answer> reclaim(Session &session, const InferenceWords &words)
{
    const auto asker = openAsker(session);
    if (!asker)
        return base::fail(asker.error());
    const auto &on = **asker->network;
    const auto fees =
        sync::reclaimFees(on, words.model, words.epoch, asker->key.address(), asker->key, session.context());
    if (!fees)
        return base::fail(fees.error());
    session.say(u"%1 of round %2 are yours again."_s.arg(coins(on, *fees)).arg(words.epoch));
    session.answer(
        {{u"model"_s, qint64(words.model)}, {u"epoch"_s, qint64(words.epoch)}, {u"amount"_s, fees->toDecimal()}});
    return Answer::Yes;
}

} // namespace

void addInferenceCommands(CLI::App &app, Session &session)
{
    CLI::App *inference = app.add_subcommand("inference", "Paid answers of models");
    inference->require_subcommand(1);
    auto words = std::make_shared<InferenceWords>();
    const auto verb = [&](const char *name, const char *help,
                          base::Result<Answer> (*work)(Session &, const InferenceWords &)) {
        CLI::App *command = inference->add_subcommand(name, help);
        command->add_option("model", words->model, "Number of the model")->required();
        onRun(command, session, [&session, words, work] { return work(session, *words); });
        return command;
    };
    verb("deposit", "Put coins aside for answers; only your receipts spend them", deposit)
        ->add_option("amount", words->amount, "In coins, such as 2 or 0.25")
        ->required();
    verb("status", "What you have aside, and what your receipts promise", status);
    CLI::App *asking = verb("ask", "Ask, and pay with a signed receipt", ask);
    asking->add_option("question", words->question, "The question")->required();
    asking->add_option("--maximum", words->maximum, "Pay no more than so many coins");
    asking->add_option("--seed", words->seed, "The same seed gives the same answer");
    asking->add_option("--tokens", words->tokens, "How long the answer may get")->capture_default_str();
    CLI::App *flagging =
        verb("flag", "Say that an answer you paid for was weak; reviewers see the records behind it", flag);
    flagging->add_option("answer", words->inference, "The answer's number, from `inference ask`")->required();
    flagging->add_option("--reason", words->reason, "Why: off-topic, low-quality, wrong-label, unsafe, other ...")
        ->required();
    flagging->add_option("--epoch", words->epoch, "Its round, where the model's provider is on another computer");
    verb("settle", "Close the open round with the receipts in the log; its provider may", settle)
        ->add_option("--at-once", words->atOnce, "How many payers one transaction charges")
        ->check(CLI::Range(std::size_t(1), std::size_t(1000)))
        ->capture_default_str();
    verb("refund", "Get back what you don't use: ask, and later take it", refund);
    verb("reclaim", "Get back what you paid for answers of a round that was given up", reclaim)
        ->add_option("--epoch", words->epoch, "Number of the round")
        ->required();
}

} // namespace datanet::app::cli
