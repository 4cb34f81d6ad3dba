// SPDX-License-Identifier: GPL-3.0-or-later
#include <QObject>
#include <QStringList>
#include <QTest>
#include <QThread>

using namespace Qt::StringLiterals;

/// Answers, in whatever thread it lives, with one more line.
class Echo : public QObject {
    Q_OBJECT

public Q_SLOTS:
    void answer(const QStringList& lines)
    {
        ++m_answers;
        Q_EMIT answered(lines + QStringList { QString::number(m_answers) });
    }

Q_SIGNALS:
    void answered(const QStringList& lines);

private:
    int m_answers = 0;
};

/// The way all our threads talk to each other. Under ThreadSanitizer this proves that what is right is not reported
/// (sanitizers/qtevents.cpp); a_race_is_found proves that what is wrong still is.
class QueuedSignalsTest : public QObject {
    Q_OBJECT

Q_SIGNALS:
    void asked(const QStringList& lines);

private Q_SLOTS:
    void valuesTravelBetweenThreads();
    void postedFunctionsTravelBetweenThreads();
};

void QueuedSignalsTest::valuesTravelBetweenThreads()
{
    constexpr int questions = 200;
    QThread thread;
    auto* echo = new Echo; // deleted by its own thread, when that ends
    echo->moveToThread(&thread);
    connect(&thread, &QThread::finished, echo, &QObject::deleteLater);
    connect(this, &QueuedSignalsTest::asked, echo, &Echo::answer);
    QStringList last;
    int answers = 0;
    connect(echo, &Echo::answered, this, [&](const QStringList& lines) {
        ++answers;
        last = lines;
    });
    thread.start();
    for (int i = 1; i <= questions; ++i) {
        Q_EMIT asked({ u"question"_s, QString::number(i) });
    }
    QTRY_COMPARE(answers, questions);
    QCOMPARE(last, QStringList({ u"question"_s, u"200"_s, u"200"_s }));
    thread.quit();
    QVERIFY(thread.wait());
}

void QueuedSignalsTest::postedFunctionsTravelBetweenThreads()
{
    constexpr int questions = 200;
    QThread thread;
    auto* worker = new QObject; // deleted by its own thread, when that ends
    worker->moveToThread(&thread);
    connect(&thread, &QThread::finished, worker, &QObject::deleteLater);
    thread.start();
    int answers = 0;
    for (int i = 1; i <= questions; ++i) {
        QStringList lines { QString::number(i) };
        QMetaObject::invokeMethod(worker, [this, &answers, lines = std::move(lines)] {
            QMetaObject::invokeMethod(this,
                [&answers, copy = lines + lines] { answers += static_cast<int>(copy.size()); });
        });
        QString told;
        QMetaObject::invokeMethod(
            worker, [&told, i] { told = QString::number(i); }, Qt::BlockingQueuedConnection);
        QCOMPARE(told, QString::number(i));
    }
    QTRY_COMPARE(answers, 2 * questions);
    thread.quit();
    QVERIFY(thread.wait());
}

QTEST_GUILESS_MAIN(QueuedSignalsTest)
#include "tst_queuedsignals.moc"
