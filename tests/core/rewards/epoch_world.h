#pragma once

#include "attribution/text_corpus.h"
#include "crypto/digest.h"
#include "rewards/epoch_build.h"
#include "rewards/text_credits.h"

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <random>
#include <stdexcept>
#include <string>

// A small economy made from a seed: contributors with records, a model with a parent, jurors, payers who ask and sign.
namespace datanet::test {

template <class Value>
Value need(base::Result<Value> result)
{
    if (!result)
        throw std::runtime_error(result.error().what.toStdString());
    if constexpr (!std::is_void_v<Value>)
        return std::move(*result);
}

inline crypto::SecretKey keyOf(std::uint8_t number)
{
    base::Bytes bytes(32, '\0');
    bytes[31] = static_cast<char>(number + 1);
    return need(crypto::SecretKey::from(base::Secret::from(bytes)));
}

inline base::Address accountOf(std::uint8_t number)
{
    return keyOf(number).address();
}

inline void writeFile(const QString &path, const base::Bytes &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        throw std::runtime_error("cannot write " + path.toStdString());
}

inline base::Bytes readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : base::Bytes("(missing)");
}

class EpochWorld
{
public:
    explicit EpochWorld(unsigned seed, int answers = 40) : m_random(seed)
    {
        for (int i = 0; i < 400; ++i)
            m_words.push_back(word());
        for (std::uint64_t id = 1; id <= 5; ++id)
            addContribution(id, accountOf(static_cast<std::uint8_t>(20 + id % 4)));
        auto &rules = job.inputs.rules;
        rules.parameters = {3, base::Uint256(1000), {3000, 5000, 1000, 500, 500}};
        rules.lineage = {{7, accountOf(40), 1234}, {2, accountOf(41), 0}};
        rules.jurors = {accountOf(30), accountOf(31), accountOf(31), accountOf(21)};
        job.inputs.chainId = 31337;
        job.inputs.inferenceContract = accountOf(99);
        job.inputs.prices = {{100, 123'456'789, 987'654'321}, {150, 1'000'003, 7'000'001}, {180, 1, 7}};
        job.inputs.data = {{1, 1, {}}};
        job.program = QStringLiteral("test 1");
        for (int i = 0; i < answers; ++i)
            ask(answer());
        settle();
    }

    // Text that repeats records here and there.
    std::string answer()
    {
        std::string text;
        for (int part = 0; part < 4; ++part) {
            const auto &records = texts[m_random() % texts.size()].records;
            if (m_random() % 4 != 0 && !records.empty())
                text += records[m_random() % records.size()].text.substr(0, 40 + m_random() % 120) + ' ';
            for (unsigned i = m_random() % 12; i > 0; --i)
                text += m_words[m_random() % m_words.size()] + ' ';
        }
        return text;
    }

    // Adds an answer that one of three payers signed for.
    void ask(const std::string &text)
    {
        const auto payer = static_cast<std::uint8_t>(50 + m_random() % 3);
        rewards::LoggedAnswer line;
        line.time = 100 + static_cast<std::int64_t>(m_random() % 100);
        line.output = base::Bytes::fromStdString(text);
        rewards::Receipt &receipt = line.receipt;
        receipt.model = 7;
        receipt.epoch = 4;
        receipt.payer = accountOf(payer);
        receipt.inference.bytes[0] = static_cast<std::uint8_t>(lines.size());
        receipt.inference.bytes[1] = static_cast<std::uint8_t>(lines.size() >> 8);
        receipt.inference.bytes[31] = 1;
        receipt.output = rewards::outputCommitment({}, *line.output);
        receipt.tokensIn = m_random() % 500;
        receipt.tokensOut = m_random() % 2000;
        const auto &prices = job.inputs.prices;
        receipt.fee = need(rewards::feeOf(receipt.tokensIn, receipt.tokensOut,
                                          line.time < 150 ? prices[0] : prices[line.time < 180 ? 1 : 2],
                                          job.inputs.rules.parameters.platformFee))
                          .fee;
        const auto last = std::find_if(lines.rbegin(), lines.rend(),
                                       [&](const auto &other) { return other.receipt.payer == receipt.payer; });
        receipt = need(rewards::nextReceipt(receipt, last == lines.rend() ? nullptr : &last->receipt));
        line.signature = rewards::signReceipt(job.inputs.domain(), receipt, keyOf(payer)).toBytes();
        lines.push_back(line);
    }

    [[nodiscard]] base::Bytes logBytes() const
    {
        base::Bytes bytes;
        for (const auto &line : lines)
            bytes += line.toLine() + '\n';
        return bytes;
    }

    // What the provider does at the end of an epoch: writes the log and settles it.
    void settle()
    {
        job.log = folder.filePath(QStringLiteral("log.jsonl"));
        writeFile(job.log, logBytes());
        base::Unwatched task;
        const auto log = need(rewards::InferenceLog::open(job.log, job.inputs.domain(), task));
        const auto &summary = log.summary();
        auto &settlement = job.inputs.settlement;
        settlement = {7,
                      4,
                      0,
                      3,
                      100,
                      300,
                      12,
                      summary.count,
                      static_cast<std::uint32_t>(summary.charges.size()),
                      accountOf(40),
                      {},
                      summary.root,
                      summary.chargesAcc,
                      summary.fees,
                      *job.inputs.rules.parameters.platformFee.times(summary.count)};
    }

    [[nodiscard]] rewards::TextCredits credits() const
    {
        base::Unwatched task;
        return need(rewards::TextCredits::over(need(attribution::TextCorpus::of(texts, task)), ids()));
    }
    [[nodiscard]] rewards::ContributionIds ids() const
    {
        rewards::ContributionIds ids;
        for (const auto &text : texts)
            ids.emplace(text.source.id, text.source.priority);
        return ids;
    }

    rewards::EpochJob job;
    std::vector<attribution::TextCorpus::Contribution> texts;
    std::vector<rewards::LoggedAnswer> lines;
    QTemporaryDir folder;

private:
    std::string word()
    {
        std::string result;
        for (unsigned i = 3 + m_random() % 7; i > 0; --i)
            result += static_cast<char>('a' + m_random() % 26);
        return result;
    }

    void addContribution(std::uint64_t id, const base::Address &account)
    {
        attribution::TextCorpus::Contribution contribution;
        contribution.source.priority = id * 10;
        contribution.source.id.bytes[0] = static_cast<std::uint8_t>(id);
        for (int i = 0; i < 30; ++i) {
            std::string text;
            for (int j = 0; j < 40; ++j)
                text += m_words[m_random() % m_words.size()] + ' ';
            contribution.records.push_back({crypto::sha256(base::view(text)), text});
        }
        texts.push_back(contribution);
        rewards::Contribution known{id * 10, account, {}, {}};
        for (std::uint64_t reviewer = 0; reviewer < id; ++reviewer)
            known.reviewers.push_back(accountOf(static_cast<std::uint8_t>(60 + reviewer % 3)));
        job.inputs.rules.contributions.emplace(id * 10, known);
    }

    std::mt19937 m_random;
    std::vector<std::string> m_words;
};

} // namespace datanet::test
