// Suggested labels: what can be learnt is learnt, what can't is said to be so, and the accuracy is that of records
// which were not seen.

#include "models/label_classifier.h"

#include <QRandomGenerator>
#include <QtTest>

#include <algorithm>
#include <map>

using namespace datanet;
using namespace datanet::models;

class TestLabelClassifier : public QObject
{
    Q_OBJECT

private:
    base::Unwatched m_task;

    LabelClassifier learn(const std::vector<LabelExample> &examples)
    {
        auto model = LabelClassifier::train(examples, m_task);
        if (!model || !*model)
            qFatal("nothing was learnt");
        return **model;
    }
    // Texts of common words and, of each label, some words of its own.
    static std::vector<LabelExample> planted(int count, quint32 seed)
    {
        QRandomGenerator random(seed);
        std::vector<LabelExample> examples;
        for (int i = 0; i < count; ++i) {
            const int label = int(random.bounded(3));
            std::string text;
            for (int word = 0; word < 12; ++word)
                text += "common" + std::to_string(random.bounded(60)) + ' ';
            for (int word = 0; word < 2; ++word)
                text += "own" + std::to_string(label) + "x" + std::to_string(random.bounded(4)) + ' ';
            examples.push_back({text, std::string(1, char('a' + label))});
        }
        return examples;
    }

private Q_SLOTS:
    void whatIsPlantedIsLearnt()
    {
        const auto model = learn(planted(300, 1));
        QVERIFY2(model.accuracy().right >= 290, qPrintable(QString::number(model.accuracy().right)));
        QCOMPARE(model.accuracy().examples, 300);
        int right = 0;
        const auto others = planted(300, 2);
        for (const auto &example : others)
            right += model.scores(example.text).front().label == example.label;
        QVERIFY2(right >= 290, qPrintable(QString::number(right)));
    }

    void noiseIsSaidToBeNoise()
    {
        auto examples = planted(400, 3);
        QRandomGenerator random(4);
        for (auto &example : examples)
            example.label = random.bounded(2) ? "a" : "b";
        const auto accuracy = learn(examples).accuracy();
        QVERIFY2(accuracy.right > 140 && accuracy.right < 260, qPrintable(QString::number(accuracy.right)));
        QVERIFY(accuracy.guessed >= 200);
        // Nor is it sure of what it can't know.
        const auto scores = learn(examples).scores(examples.front().text + " common1 common2");
        QVERIFY2(scores.front().share < 0.9, qPrintable(QString::number(scores.front().share)));
    }

    void copiesDontFlatter()
    {
        // Every text stands there twice with a label that says nothing about it: seen copies would make all right.
        auto examples = planted(100, 5);
        QRandomGenerator random(6);
        for (auto &example : examples)
            example.label = random.bounded(2) ? "a" : "b";
        const auto once = examples;
        examples.insert(examples.end(), once.begin(), once.end());
        const auto accuracy = learn(examples).accuracy();
        QVERIFY2(accuracy.right < 140, qPrintable(QString::number(accuracy.right)));
    }

    // Subtracting is the same as learning anew from the rest.
    void accuracyIsThatOfTheRest()
    {
        auto examples = planted(60, 7);
        QRandomGenerator random(8);
        for (auto &example : examples) {
            if (random.bounded(3) == 0)
                example.label = "a"; // so that some are wrong
        }
        std::int64_t right = 0;
        for (std::size_t i = 0; i < examples.size(); ++i) {
            auto rest = examples;
            rest.erase(rest.begin() + std::ptrdiff_t(i));
            right += learn(rest).scores(examples[i].text).front().label == examples[i].label;
        }
        const auto accuracy = learn(examples).accuracy();
        QVERIFY(right < 60);
        QCOMPARE(accuracy.right, right);
        std::map<std::string, std::int64_t> counts;
        for (const auto &example : examples)
            ++counts[example.label];
        QCOMPARE(accuracy.guessed, std::max({counts["a"], counts["b"], counts["c"]}));
    }

    void sameInputSameOutput()
    {
        auto examples = planted(200, 9);
        const auto model = learn(examples);
        std::reverse(examples.begin(), examples.end());
        const auto other = learn(examples);
        QCOMPARE(model.accuracy(), other.accuracy());
        for (const auto &question : planted(50, 10)) {
            const auto scores = model.scores(question.text);
            const auto again = other.scores(question.text);
            QCOMPARE(scores.size(), std::size_t(3));
            double sum = 0;
            for (std::size_t i = 0; i < scores.size(); ++i) {
                QCOMPARE(scores[i].label, again[i].label);
                QCOMPARE(scores[i].share, again[i].share);
                QVERIFY(i == 0 || scores[i].share <= scores[i - 1].share);
                sum += scores[i].share;
            }
            QVERIFY(std::abs(sum - 1) < 1e-9);
        }
    }

    void tooLittleTeachesNothing()
    {
        const auto nothing = [this](const std::vector<LabelExample> &examples) {
            const auto model = LabelClassifier::train(examples, m_task);
            return model && !*model;
        };
        QVERIFY(nothing({}));
        QVERIFY(nothing(planted(9, 11)));
        std::vector<LabelExample> alike(20, {"words", "a"});
        QVERIFY(nothing(alike));
        alike.push_back({"other", "b"});
        QVERIFY(nothing(alike)); // one example of a label tells nothing
        alike.push_back({"other words", "b"});
        QVERIFY(!nothing(alike));
        std::vector<LabelExample> many;
        for (int i = 0; i < 200; ++i)
            many.push_back({"t", "label" + std::to_string(i % 100)});
        QVERIFY(!LabelClassifier::train(many, m_task));
    }

    void emptyAndForeignTexts()
    {
        const auto model = learn(planted(100, 12));
        for (const char *text : {"", " ", "never seen before", "\xff\xfe"})
            QCOMPARE(model.scores(text).size(), std::size_t(3));
    }
};

QTEST_GUILESS_MAIN(TestLabelClassifier)
#include "tst_label_classifier.moc"
