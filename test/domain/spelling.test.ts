import assert from 'node:assert/strict';
import { judgeNames, theyAre } from './judge-names.ts';

describe('a name in another spelling', () => {
  describe('matches as a transliteration', () => {
    theyAre(
      [
        ['Jörg Müller', 'JOERG MUELLER'],
        ['Jörg Müller', 'JORG MULLER'],
        ['Jo\u0308rg Mu\u0308ller', 'JÖRG MÜLLER'],
        ['Änne Weiß', 'AENNE WEISS'],
        ['Björn Süßmüller', 'BJORN SUESSMUELLER'],
        ['Yıldız Kılıç', 'YILDIZ KILIC'],
        ['İbrahim Işık', 'ibrahim işik'],
        ['Gülşen Çağlar', 'GULSEN CAGLAR'],
        ['Łukasz Wójcik', 'LUKASZ WOJCIK'],
        ['Jiří Dvořák', 'JIRI DVORAK'],
        ['Ștefan Țăran', 'STEFAN TARAN'],
        ['Þórður Guðmundsson', 'THORDUR GUDMUNDSSON'],
        ['Åse Østergård', 'AASE OESTERGAARD'],
        ['Åse Østergård', 'ASE OSTERGAARD'],
        ['Sørine Bjørnæs', 'SORINE BJORNAES'],
        ['Nguyễn Thị Đức', 'NGUYEN THI DUC'],
        ['Đorđe Đoković', 'DJORDJE DJOKOVIC'],
        ['Đorđe Đoković', 'Dorde Dokovic'],
        ['Győző Szűcs', 'GYOZO SZUCS'],
        ['Ġorġ Ħaber', 'GORG HABER'],
        ['Ələkbər Əliyev', 'ALAKBAR ALIYEV'],
        ['Ələkbər Əliyev', 'ELEKBER ELIYEV'],
        ['Jānis Bērziņš', 'JANIS BERZINS'],
        ['Kaʻahumanu Keōua', 'KAAHUMANU KEOUA'],
        ['Conor O´Brien', 'Conor O’Brien'],
        ['José Muñoz', 'JOSE MUNOZ'],
        ['Œuvrard Lætitia', 'OEUVRARD LAETITIA'],
        ['Ａｄａ　Ｂｙｒｏｎ', 'ADA BYRON'],
        ['Ada\u200b Byr\u00adon', 'ADA BYRON'],
        ['Sigríður Ólafsdóttir', 'Ólafsdóttir, Sigríður'],
      ],
      'match',
      null,
    );
  });

  describe('matches within a script other than Latin', () => {
    theyAre(
      [
        ['Алексей Фёдоров', 'АЛЕКСЕЙ ФЕДОРОВ'],
        ['Γιώργος Παππάς', 'ΓΙΩΡΓΟΣ ΠΑΠΠΑΣ'],
        ['김민수', '김민수'.normalize('NFD')],
        ['أحمد إبراهيم', 'احمد ابراهيم'],
        ['محمّد علي', 'محمد على'],
        ['מֹשֶׁה כהן', 'משה כהן'],
        ['ﾔﾏﾀﾞ ﾀﾛｳ', 'ヤマダ タロウ'],
        ['गौरव शर्मा', 'शर्मा गौरव'],
      ],
      'match',
      null,
    );
  });

  describe('goes to review if a spelling may be that of another name', () => {
    theyAre(
      [
        ['Jorg Muller', 'JOERG MUELLER'],
        ['Iuliia Shcherbakova', 'YULIYA SCHERBAKOVA'],
        ['किरण', 'करण'],
        ['किरण कुमार', 'करण कुमार'],
        ['राम', 'रमा'],
        ['Андрей', 'Андреи'],
        ['がく', 'かく'],
        ['กา', 'กี'],
        ['张伟', '張偉'],
      ],
      'unclear',
      'name_weak',
      'similar_name',
    );
  });

  describe('goes to review in another script, whatever else agrees', () => {
    theyAre(
      [
        ['Владимир Иванов', 'VLADIMIR IVANOV'],
        ['Владимир Иванов', 'JOHN SMITH'],
        ['Γιώργος Παππάς', 'GIORGOS PAPPAS'],
        ['გიორგი ბერიძე', 'Giorgi Beridze'],
        ['Հայկ Սարգսյան', 'HAYK SARGSYAN'],
        ['김민수', '金民秀'],
        ['王小明', 'WANG XIAOMING'],
        ['किरण', 'Kiran'],
        // The A is Cyrillic.
        ['Аda Byron', 'Ada Byron'],
      ],
      'unclear',
      'other_script',
      'other_script',
    );
  });

  it('is another name if none of it agrees', () => {
    for (const [ours, theirs] of [
      ['Jörg Müller', 'PERCIVAL OXLEY'],
      ['Владимир Иванов', 'Сергей Петров'],
      ['Juan de la Cruz', 'Maria de la Vega'],
      ['Mr Byron', 'Mr Oxley'],
      ['김민수', '박지영'],
    ] as const) {
      assert.equal(judgeNames(ours, [theirs]).decision, 'conflict', theirs);
    }
  });
});
