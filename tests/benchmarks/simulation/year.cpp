#include "benchmarks/simulation/year.h"

#include <set>

namespace datanet::simulation {

using base::Uint256;
using namespace Qt::StringLiterals;

namespace {

// Gas of the steps, measured by tests/contracts/run at 1,024 records.
constexpr double kGasToSubmit = 59'855 + 120'677 + 72'367; // priority, opening, delivery
constexpr double kGasToDecide =
    250'030 + 172'971; // draw and result, which the contributor pays for where nobody else does
constexpr double kGasToProveCopies = 400'000;

// The kind of the n-th of many, so that shares hold in every stretch of a hundred.
template <std::size_t N>
std::size_t kindAt(const std::array<std::uint32_t, N> &shares, std::size_t n)
{
    std::uint32_t rest = static_cast<std::uint32_t>(n * 37 % 100); // 37 and 100 have no common factor
    std::size_t kind = 0;
    while (rest >= shares[kind])
        rest -= shares[kind++];
    return kind;
}

bool isAccepted(Result result)
{
    return result == Result::Accepted || result == Result::PartlyAccepted;
}

std::size_t countOf(const Submission &submission, std::initializer_list<Flaw> flaws)
{
    return static_cast<std::size_t>(
        std::count_if(submission.records.begin(), submission.records.end(), [flaws](const Record &record) {
            return std::find(flaws.begin(), flaws.end(), record.flaw) != flaws.end();
        }));
}

} // namespace

Year::Year(const Plan &plan)
    : m_plan(plan), m_random(plan.seed), m_corpus(plan.datanets + 1), m_market(m_plan, m_actors, m_corpus)
{
    using Key = chain::ParameterKey;
    const auto &p = m_plan.parameters;
    m_panel = {p[Key::PanelSize], p[Key::Quorum], p[Key::SeatPenalty]};
    m_appealPanel = {p[Key::AppealPanelSize], p[Key::AppealQuorum], p[Key::SeatPenalty]};
    m_reviewers.resize(m_plan.datanets + 1); // the last one is the self-dealers' own

    for (std::size_t i = 0; i < m_plan.contributors; ++i) {
        const auto kind = static_cast<Kind>(kindAt(m_plan.contributorShares, i));
        addActor(kind, static_cast<std::uint32_t>(m_random.below(m_plan.datanets)));
    }
    for (std::uint32_t datanet = 0; datanet < m_plan.datanets; ++datanet) {
        for (std::size_t i = 0; i < m_plan.reviewersEach; ++i) {
            const auto kind = static_cast<Kind>(indexOf(Kind::HonestReviewer) + kindAt(m_plan.reviewerShares, i));
            addStaker(kind, datanet, m_plan.reviewerStakeGwei, m_reviewers[datanet]);
        }
    }
    for (std::uint32_t i = 0; i < m_plan.selfDealers; ++i)
        addStaker(Kind::SelfDealing, m_plan.datanets, m_plan.reviewerStakeGwei, m_reviewers[m_plan.datanets]);
    for (std::uint32_t i = 0; i < m_plan.jurors; ++i)
        addStaker(Kind::Juror, 0, m_plan.jurorStakeGwei, m_jurors);
    m_market.setJurors(m_jurors);
    addModels();
}

std::uint32_t Year::addActor(Kind kind, std::uint32_t datanet)
{
    Actor actor;
    actor.kind = kind;
    actor.datanet = datanet;
    actor.dayOffset = static_cast<std::uint32_t>(m_random.below(1000));
    m_actors.push_back(std::move(actor));
    return static_cast<std::uint32_t>(m_actors.size() - 1);
}

void Year::addStaker(Kind kind, std::uint32_t datanet, std::uint64_t stakeGwei, std::vector<std::uint32_t> &set)
{
    set.push_back(addActor(kind, datanet));
    m_actors.back().stakeGwei = stakeGwei;
    m_books.stakesIn += stakeGwei;
}

// Every third model is made from the one before and passes a royalty on; each is trained on one to four datanets.
void Year::addModels()
{
    std::vector<Model> all;
    for (std::uint32_t i = 0; i < m_plan.models; ++i) {
        Model model;
        model.owner = addActor(Kind::ModelOwner, 0);
        const std::uint64_t count = 1 + m_random.below(std::min<std::uint32_t>(4, m_plan.datanets));
        std::set<std::uint32_t> chosen;
        while (chosen.size() < count)
            chosen.insert(static_cast<std::uint32_t>(m_random.below(m_plan.datanets)));
        model.datanets.assign(chosen.begin(), chosen.end());
        model.lineage.push_back({i + 1, accountOf(model.owner), 0});
        if (i % 3 != 0) {
            model.lineage.front().royalty = m_plan.royalty;
            for (const auto &ancestor : all.back().lineage)
                model.lineage.push_back(ancestor);
        }
        all.push_back(std::move(model));
    }
    const std::vector<std::uint32_t> &circle = m_reviewers.back();
    for (std::uint32_t i = 0; i < m_plan.selfDealingModels && i < circle.size(); ++i) {
        Model model;
        model.owner = circle[i];
        model.selfDealing = true;
        model.datanets = {m_plan.datanets};
        model.lineage.push_back({m_plan.models + i + 1, accountOf(model.owner), 0});
        all.push_back(std::move(model));
    }
    for (Model &model : all)
        m_market.addModel(std::move(model));
}

base::Status Year::run()
{
    for (std::uint32_t day = 0; day < m_plan.epochs; ++day) {
        runDay(day);
        for (std::size_t model = 0; model < m_market.models().size(); ++model) {
            if ((day + model) % m_plan.retrainDays == 0)
                m_market.train(model);
            if (const auto good = m_market.runEpoch(model, m_random); !good)
                return good;
        }
        if (const auto good = checkBooks(); !good)
            return good;
        if ((day + 1) % m_plan.momentDays != 0 && day + 1 != m_plan.epochs)
            continue;
        Moment moment{day + 1, {}};
        std::array<std::size_t, kKinds> counts{};
        for (const Actor &actor : m_actors) {
            moment.net[indexOf(actor.kind)] += actor.net();
            ++counts[indexOf(actor.kind)];
        }
        for (std::size_t kind = 0; kind < kKinds; ++kind)
            moment.net[kind] /= double(std::max<std::size_t>(counts[kind], 1));
        m_moments.push_back(moment);
    }
    const auto claimed = m_market.claimEverything();
    if (!claimed)
        return base::fail(claimed.error());
    m_claimed = *claimed;
    if (m_claimed.plus(m_market.books().treasury) != m_market.books().in)
        return base::fail(base::ErrorKind::Invalid, u"claims and treasury are not what was paid"_s);
    return {};
}

void Year::runDay(std::uint32_t day)
{
    if (auto due = m_appealed.extract(day)) {
        for (Submission &submission : due.mapped())
            finishAppeal(std::move(submission));
    }
    if (auto due = m_standing.extract(day)) {
        for (const Submission &submission : due.mapped())
            publish(submission);
    }
    if (auto due = m_inReview.extract(day)) {
        for (Submission &submission : due.mapped())
            finish(std::move(submission), day);
    }
    for (std::uint32_t i = 0; i < m_actors.size(); ++i) {
        const Actor &actor = m_actors[i];
        if (indexOf(actor.kind) < m_plan.habits.size()
            && (day + actor.dayOffset) % m_plan.habits[indexOf(actor.kind)].everyDays == 0)
            submit(i, day);
    }
}

std::vector<Record> Year::makeRecords(const Actor &actor)
{
    const Habit &habit = m_plan.habits[indexOf(actor.kind)];
    const bool borrows = actor.kind == Kind::Copying || actor.kind == Kind::Paraphrasing;
    const std::size_t published = m_corpus.size(actor.datanet);
    std::vector<Record> records;
    if (borrows && published < 10 * habit.records)
        return records;
    std::set<std::uint32_t> taken;
    while (records.size() < habit.records) {
        switch (actor.kind) {
        case Kind::Lazy:
            records.push_back({m_corpus.newContent(), Flaw::Careless});
            continue;
        case Kind::Copying: {
            const std::uint64_t use = m_corpus.useOf(actor.datanet, published);
            const auto content = m_corpus.contentUsed(actor.datanet, m_random.below(use));
            if (taken.insert(content).second)
                records.push_back({content, Flaw::Copy});
            continue;
        }
        case Kind::Paraphrasing:
            records.push_back({m_corpus.newContent(), Flaw::Paraphrase});
            continue;
        case Kind::Colluding:
        case Kind::Spamming:
            records.push_back({m_corpus.newContent(), Flaw::Worthless});
            continue;
        default:
            records.push_back({m_corpus.newContent(), Flaw::None});
        }
    }
    return records;
}

void Year::submit(std::uint32_t contributor, std::uint32_t day)
{
    Actor &actor = m_actors[contributor];
    Submission submission;
    submission.records = makeRecords(actor);
    if (submission.records.empty())
        return;
    submission.id = ++m_sequence;
    submission.contributor = contributor;
    submission.datanet = actor.datanet;
    submission.bondGwei = m_plan.parameters[chain::ParameterKey::BondPerRecord] * submission.records.size();
    m_books.bondsIn += submission.bondGwei;
    m_books.bondsHeld += submission.bondGwei;
    actor.sent += submission.records.size();
    actor.gas += kGasToSubmit * m_plan.gasPrice;
    actor.effort += m_plan.habits[indexOf(actor.kind)].effort * double(submission.records.size());
    submission.panel = drawPanel(m_reviewers[actor.datanet], contributor, m_panel, m_actors, m_random);
    if (submission.panel.empty()) {
        ++m_withoutPanel;
        m_books.bondsHeld -= submission.bondGwei;
        m_books.bondsOut += submission.bondGwei;
        return;
    }
    actor.gas += kGasToDecide * m_plan.gasPrice;
    m_inReview[day + m_plan.reviewDays].push_back(std::move(submission));
}

// While the panel has the data, who reads can prove that most of it was published before. It is done where it pays.
void Year::proveCopies(Submission &submission)
{
    if (2 * countOf(submission, {Flaw::Copy}) < submission.records.size())
        return;
    const std::uint64_t reward = submission.bondGwei / 2;
    if (double(reward) / 1e9 <= kGasToProveCopies * m_plan.gasPrice)
        return;
    for (const std::uint32_t seat : submission.panel) {
        Actor &reviewer = m_actors[seat];
        if (reviewer.kind != Kind::HonestReviewer)
            continue;
        reviewer.gas += kGasToProveCopies * m_plan.gasPrice;
        reviewer.earned = *reviewer.earned.plus(*Uint256(reward).times(1'000'000'000));
        m_actors[submission.contributor].lostGwei += submission.bondGwei;
        m_books.bondsHeld -= submission.bondGwei;
        m_books.bondsLost += submission.bondGwei;
        m_books.toProvers += reward;
        m_books.treasury += submission.bondGwei - reward;
        submission.bondGwei = 0;
        return;
    }
}

bool Year::isAppealed(const Submission &submission)
{
    const std::size_t most = submission.records.size() / 2;
    if (isAccepted(submission.result)) {
        const std::size_t bad = countOf(submission, {Flaw::Worthless, Flaw::Copy, Flaw::Paraphrase});
        return bad > most && submission.datanet != m_plan.datanets && m_random.below(100) < m_plan.watcherAppeals;
    }
    return m_actors[submission.contributor].kind == Kind::Honest && m_random.below(100) < m_plan.contributorAppeals;
}

void Year::finish(Submission submission, std::uint32_t day)
{
    proveCopies(submission);
    judge(submission, submission.panel, m_panel, m_plan, m_actors, m_books, m_random);
    m_books.bondsHeld -= submission.bondGwei;
    m_books.bondsOut += submission.bondGwei;
    submission.bondGwei = 0;
    m_actors[submission.contributor].judged += submission.records.size();
    if (submission.result == Result::Undecided)
        return;
    if (isAppealed(submission)) {
        auto panel = drawPanel(m_jurors, submission.contributor, m_appealPanel, m_actors, m_random);
        if (!panel.empty()) {
            const std::uint64_t bond = m_plan.parameters[chain::ParameterKey::AppealBond];
            m_books.appealsIn += bond;
            m_books.appealsHeld += bond;
            ++m_appeals;
            submission.byContributor = !isAccepted(submission.result);
            submission.panel = std::move(panel);
            m_appealed[day + m_plan.reviewDays].push_back(std::move(submission));
            return;
        }
    }
    if (isAccepted(submission.result))
        m_standing[day + m_plan.appealDays].push_back(std::move(submission));
}

void Year::finishAppeal(Submission submission)
{
    const Submission before = submission;
    judge(submission, submission.panel, m_appealPanel, m_plan, m_actors, m_books, m_random);
    const bool undecided = submission.result == Result::Undecided;
    const bool changed = submission.result != before.result || submission.accepted != before.accepted;
    const std::uint64_t bond = m_plan.parameters[chain::ParameterKey::AppealBond];
    m_books.appealsHeld -= bond;
    if (undecided || changed) {
        m_books.appealsOut += bond;
    } else {
        m_books.appealsLost += bond;
        m_books.burned += bond / 2;
        m_books.treasury += bond - bond / 2;
        if (before.byContributor)
            m_actors[submission.contributor].lostGwei += bond;
    }
    if (!undecided && isAccepted(submission.result) != isAccepted(before.result))
        reverseTallies(before, isAccepted(submission.result), m_plan, m_actors);
    const Submission &standing = undecided ? before : submission;
    if (isAccepted(standing.result))
        publish(standing);
}

void Year::publish(const Submission &submission)
{
    for (std::uint32_t i = 0; i < submission.records.size(); ++i) {
        if (!submission.accepted[i])
            continue;
        const Record &record = submission.records[i];
        std::uint32_t use = 100;
        if (record.flaw == Flaw::Careless)
            use = m_plan.carelessUse;
        else if (record.flaw == Flaw::Worthless)
            use = m_plan.worthlessUse;
        else if (record.flaw == Flaw::Paraphrase)
            use = m_plan.paraphraseUse;
        m_corpus.publish(submission.datanet, record.content, {submission.id, i}, use);
        ++m_actors[submission.contributor].accepted;
    }
    m_market.addContribution(submission.id, submission.contributor, submission.voters);
}

// As the contracts' invariants: what is held is what the books say, and nothing is there twice.
base::Status Year::checkBooks() const
{
    const auto wrong = [](const char16_t *what) {
        return base::fail(base::ErrorKind::Invalid, QString::fromUtf16(what) + u" do not add up"_s);
    };
    std::uint64_t stakes = 0;
    for (const Actor &actor : m_actors) {
        if (actor.reservedGwei > actor.stakeGwei)
            return base::fail(base::ErrorKind::Invalid, u"a seat is taken without stake"_s);
        stakes += actor.stakeGwei;
    }
    std::uint64_t bonds = 0;
    for (const auto &[day, list] : m_inReview) {
        for (const Submission &submission : list)
            bonds += submission.bondGwei;
    }
    std::uint64_t appeals = 0;
    for (const auto &[day, list] : m_appealed)
        appeals += list.size() * m_plan.parameters[chain::ParameterKey::AppealBond];
    const Books &b = m_books;
    if (stakes + b.slashed != b.stakesIn)
        return wrong(u"stakes");
    if (bonds != b.bondsHeld || b.bondsIn != b.bondsHeld + b.bondsOut + b.bondsLost)
        return wrong(u"bonds");
    if (appeals != b.appealsHeld || b.appealsIn != b.appealsHeld + b.appealsOut + b.appealsLost)
        return wrong(u"appeal bonds");
    if (b.slashed + b.bondsLost + b.appealsLost != b.burned + b.treasury + b.toProvers)
        return wrong(u"penalties");
    const FeeBooks &fees = m_market.books();
    Uint256 out = fees.treasury;
    for (const Uint256 &part : {fees.models, fees.contributors, fees.reviewers, fees.stakers})
        out = *out.plus(part);
    return out == fees.in ? base::Status() : wrong(u"fees");
}

} // namespace datanet::simulation
