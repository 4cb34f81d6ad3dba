// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/messageaction.h"

#include <QKeyEvent>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace landline;
using namespace landline::ui;
using client::Delivery;

class MessageActionTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyWhatCanBeDoneIsOffered()
    {
        using client::Feature;
        using enum MessageAction;
        TimelineRow row = said();
        row.own = true;
        const client::Features all
            = Feature::Edit | Feature::Delete | Feature::React | Feature::Pin;
        QCOMPARE(offerFor(row, all), (MessageOffer { Copy, Reply, React, Edit, Pin, Delete }));
        QCOMPARE(offerFor(row, {}), (MessageOffer { Copy, Reply }));
        row.own = false;
        QCOMPARE(offerFor(row, all), (MessageOffer { Copy, Reply, React, Pin }));
        row.quote.state = client::Quote::State::Held;
        QCOMPARE(offerFor(row, {}), (MessageOffer { Copy, Reply, FindOriginal }));
        row.deleted = true;
        QCOMPARE(offerFor(row, all), MessageOffer());
        row = said();
        row.seq = {};
        row.own = true;
        row.delivery = Delivery::Pending;
        QCOMPARE(offerFor(row, all), MessageOffer(Copy));
        row.delivery = Delivery::Failed;
        QCOMPARE(offerFor(row, all), (MessageOffer { Copy, Retry, Discard }));
    }

    void keysMeanActions_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<int>("modifiers");
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("action"); // 0: a letter like any other
        const auto row = [](const char* name, Qt::Key key, Qt::KeyboardModifiers modifiers,
                             const QString& text, MessageAction action = {}) {
            QTest::newRow(name) << int(key) << static_cast<int>(modifiers.toInt()) << text
                                << static_cast<int>(action);
        };
        row("r", Qt::Key_R, {}, u"r"_s, MessageAction::Reply);
        row("capital", Qt::Key_R, Qt::ShiftModifier, u"R"_s);
        row("ctrl", Qt::Key_R, Qt::ControlModifier, {});
        row("e", Qt::Key_E, {}, u"e"_s, MessageAction::Edit);
        row("p", Qt::Key_P, {}, u"p"_s, MessageAction::Pin);
        row("plus", Qt::Key_Plus, {}, u"+"_s, MessageAction::React);
        row("plus of an American keyboard", Qt::Key_Plus, Qt::ShiftModifier, u"+"_s,
            MessageAction::React);
        row("colon", Qt::Key_Colon, Qt::ShiftModifier, u":"_s, MessageAction::React);
        row("del", Qt::Key_Delete, {}, {}, MessageAction::Delete);
        row("enter", Qt::Key_Enter, Qt::KeypadModifier, {}, MessageAction::FindOriginal);
        row("copy", Qt::Key_C, Qt::ControlModifier, {}, MessageAction::Copy);
        row("c", Qt::Key_C, {}, u"c"_s);
        row("alt", Qt::Key_E, Qt::AltModifier, u"e"_s);
    }

    void keysMeanActions()
    {
        QFETCH(int, key);
        QFETCH(int, modifiers);
        QFETCH(QString, text);
        QFETCH(int, action);
        const QKeyEvent event(QEvent::KeyPress, key, Qt::KeyboardModifiers(QFlag(modifiers)), text);
        const auto meant = actionFor(event);
        QCOMPARE(meant ? static_cast<int>(*meant) : 0, action);
    }

private:
    static TimelineRow said()
    {
        TimelineRow row;
        row.author = u"ann"_s;
        row.content = u"a"_s;
        row.seq = { 1 };
        return row;
    }
};

QTEST_MAIN(MessageActionTest)
#include "tst_messageaction.moc"
