// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/notes.h"

#include "client/localdatabase.h"
#include "tests/client/samples.h"

#include <QTemporaryDir>
#include <QTest>

using namespace landline;
using namespace landline::client;
using namespace Qt::StringLiterals;

class TestNotes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void remembersDraftsAndWishes()
    {
        QTemporaryDir dir;
        {
            LocalDatabase database;
            QVERIFY(database.open(dir.filePath(u"a.sqlite"_s)));
            Notes notes(database);
            notes.setDraft(room("General"), u"half a sent"_s);
            notes.setDraft(room("general"), u"half a sentence"_s);
            notes.setDraft(room("other"), u"x"_s);
            notes.setDraft(room("other"), {});
            notes.setWish(room("new"), Notes::Wish::Join);
            notes.setWish(room("old"), Notes::Wish::Join);
            notes.setWish(room("old"), Notes::Wish::Leave);
            notes.setWish(room("done"), Notes::Wish::Join);
            notes.clearWish(room("done"));
        }
        LocalDatabase database;
        QVERIFY(database.open(dir.filePath(u"a.sqlite"_s)));
        Notes notes(database);
        notes.load();
        QCOMPARE(notes.drafts().size(), 1);
        QCOMPARE(notes.draft(room("general")), u"half a sentence"_s);
        QCOMPARE(notes.wishes().size(), 2);
        QVERIFY(notes.wishes().value(room("new")) == Notes::Wish::Join);
        QVERIFY(notes.wishes().value(room("old")) == Notes::Wish::Leave);

        QVERIFY(database.startOver());
        notes.rewrite();
        notes.load();
        QCOMPARE(notes.drafts().size(), 1);
        QCOMPARE(notes.wishes().size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestNotes)
#include "tst_notes.moc"
